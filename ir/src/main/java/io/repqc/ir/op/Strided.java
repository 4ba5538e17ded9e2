package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Row-major walks over shapes: where the element behind each index of a result lies in its operand.
 */
final class Strided {
  private Strided() {}

  /** {@code base} plus the sum of index times stride, for each index of {@code shape} in order. */
  static int[] offsets(Shape shape, int base, int[] strides) {
    int[] offsets = new int[shape.count()];
    int[] index = new int[shape.rank()];
    int offset = base;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset;
      for (int axis = index.length - 1; axis >= 0; axis--) {
        offset += strides[axis];
        if (++index[axis] < shape.dim(axis)) {
          break;
        }
        offset -= strides[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return offsets;
  }

  /**
   * Where each element of {@code result} comes from in a tensor of {@code shape} that broadcasts to
   * it.
   */
  static int[] broadcast(Shape shape, Shape result) {
    int[] own = shape.strides();
    int[] strides = new int[result.rank()];
    int shift = result.rank() - shape.rank();
    for (int axis = 0; axis < shape.rank(); axis++) {
      strides[axis + shift] = shape.dim(axis) == 1 ? 0 : own[axis];
    }
    return offsets(result, 0, strides);
  }

  /** The shape to which both broadcast: aligned at the last axis, a 1 stretches (NumPy's rule). */
  static Shape broadcastShape(String what, Shape left, Shape right) {
    List<Integer> dims = new ArrayList<>();
    for (int back = 1; back <= Math.max(left.rank(), right.rank()); back++) {
      int a = back <= left.rank() ? left.dim(left.rank() - back) : 1;
      int b = back <= right.rank() ? right.dim(right.rank() - back) : 1;
      IrException.check(
          a == b || a == 1 || b == 1, "%s: shapes %s and %s do not broadcast", what, left, right);
      dims.add(a == 1 ? b : a);
    }
    Collections.reverse(dims);
    return new Shape(dims);
  }
}
