package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
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
    Arrays.fill(offsets, 0, Math.min(1, offsets.length), base);
    int block = 1;
    for (int axis = shape.rank() - 1; axis >= 0 && offsets.length > 0; axis--) {
      for (int i = 1; i < shape.dim(axis); i++) {
        for (int j = 0; j < block; j++) {
          offsets[i * block + j] = offsets[j] + i * strides[axis];
        }
      }
      block *= shape.dim(axis);
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

  /** The numbers of a tensor of {@code shape} at all elements of a result that it broadcasts to. */
  static int[] stretch(int[] numbers, Shape shape, Shape result) {
    if (shape.equals(result)) {
      return numbers;
    }
    int[] stretched = broadcast(shape, result);
    for (int i = 0; i < stretched.length; i++) {
      stretched[i] = numbers[stretched[i]];
    }
    return stretched;
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
