package io.repqc.tests.quantized;

import io.repqc.ir.Shape;
import io.repqc.tests.quantized.OperatorDraw.Product;

/** How far a number lies from where two engines may round it differently. */
@FunctionalInterface
interface Rounding {
  /** In an engine that computes in floats: from the middle between two integers. */
  Rounding OF_FLOATS = (shape, i, steps) -> fromMiddle(steps);

  /** For element {@code i} of a tensor of {@code shape}, whose exact number is {@code steps}. */
  double fromTie(Shape shape, int i, double steps);

  /** The same, where an op is defined to come within {@code error} steps. */
  static Rounding ofFloats(double error) {
    return (shape, i, steps) -> Math.max(0, fromMiddle(steps) - error);
  }

  private static double fromMiddle(double steps) {
    return Math.abs(steps - Math.floor(steps) - 0.5);
  }

  /**
   * In an engine that multiplies an exact sum in f32 by a ratio of scales: nowhere but at the
   * middle, to the bit.
   */
  static Rounding ofProduct(Product product) {
    return (shape, i, steps) -> {
      int axis = product.channelAxis();
      int channel = i / shape.count(axis + 1, shape.rank()) % shape.dim(axis);
      float right = product.right().get(product.right().size() == 1 ? 0 : channel);
      double unit = (double) product.left() * right / product.result();
      float rounded = (float) Math.rint(steps / unit) * (product.left() * right / product.result());
      return fromMiddle(rounded) == 0 ? 0 : 1;
    };
  }
}
