package io.repqc.passes.merge;

import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;

/**
 * A value read as an affine convolution of another: {@code kernel * source + bias}, the kernel
 * [output channels, input channels of a group, taps...], the bias [output channels], both
 * expressions of the weight side. Without spatial axes it is a linear layer, unless it has groups.
 */
record AffineForm(Value source, Value kernel, Value bias, Grid grid, int groups) {

  Shape taps() {
    return spatial(kernel.shape());
  }

  int outputs() {
    return kernel.type().dim(0);
  }

  /** The op that computes this form from a source. */
  Op op(Value from) {
    return grid.rank() == 0
        ? new Linear(from, kernel, bias)
        : new Convolution(from, kernel, bias, grid.window(spatial(from.shape()), taps()), groups);
  }

  /** Multiply-adds for one image; without bound where no op computes the form. */
  double multiplyAdds() {
    boolean hasOp = grid.rank() > 0 || groups == 1;
    return hasOp
        ? (double) grid.positions().count() * kernel.shape().count()
        : Double.POSITIVE_INFINITY;
  }

  /** Whether each channel of the result is a number times the same channel of the source. */
  boolean isScaling() {
    return groups == kernel.shape().count();
  }

  AffineForm with(Value otherKernel, Value otherBias) {
    return new AffineForm(source, otherKernel, otherBias, grid, groups);
  }

  static Shape spatial(Shape shape) {
    return new Shape(shape.dims().subList(2, shape.rank()));
  }
}
