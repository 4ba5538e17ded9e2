package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;

/** How the scales and zero points of quantizers lie over the tensor that they quantize. */
final class Scales {
  private Scales() {}

  static void check(String what, Value x, Value scale, int axis) {
    Shape shape = scale.shape();
    if (isPerAxis(x.shape(), shape)) {
      Checks.isAxis(what, axis, x.shape().rank());
      IrException.check(
          shape.dim(0) == x.type().dim(axis),
          "%s: %s has no entry for each index of axis %d of %s",
          what,
          scale,
          axis,
          x);
    } else {
      Checks.broadcastsTo(what, scale, x.shape());
    }
  }

  /** For each element of x, which element of a scale tensor is its own. */
  static int[] indices(Shape x, Shape scale, int axis) {
    if (!isPerAxis(x, scale)) {
      return Strided.broadcast(scale, x);
    }
    int[] strides = new int[x.rank()];
    strides[axis] = 1;
    return Strided.offsets(x, 0, strides);
  }

  private static boolean isPerAxis(Shape x, Shape scale) {
    return scale.rank() == 1 && scale.dim(0) != 1;
  }
}
