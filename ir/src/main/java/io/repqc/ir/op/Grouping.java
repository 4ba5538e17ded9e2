package io.repqc.ir.op;

import io.repqc.ir.Shape;
import java.util.List;

/**
 * The elements of a tensor in groups that run over some axes, one group for each index of the other
 * axes: {@code starts} are the groups' first elements in row-major order, {@code steps} leads from
 * a first element to all of its group.
 */
record Grouping(int[] starts, int[] steps) {

  static Grouping over(Shape shape, List<Integer> axes) {
    return new Grouping(
        Strided.offsets(only(shape, axes, false), 0, shape.strides()),
        Strided.offsets(only(shape, axes, true), 0, shape.strides()));
  }

  int[] members(int start) {
    int[] members = steps.clone();
    for (int i = 0; i < members.length; i++) {
      members[i] += start;
    }
    return members;
  }

  private static Shape only(Shape shape, List<Integer> axes, boolean kept) {
    Shape result = shape;
    for (int axis = 0; axis < shape.rank(); axis++) {
      result = axes.contains(axis) == kept ? result : result.with(axis, 1);
    }
    return result;
  }
}
