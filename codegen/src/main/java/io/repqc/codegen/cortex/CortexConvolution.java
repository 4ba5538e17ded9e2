package io.repqc.codegen.cortex;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.lower.Border;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import java.util.List;
import java.util.stream.Stream;

/** Convolutions with any number of groups, and linear layers of many vectors. */
final class CortexConvolution extends CortexKernel {
  /** Of each tap: four bytes of windows, and twice as much when they are widened to 16 bits. */
  private static final int WIDENED = 12;

  /** Rows of windows are read by four levels. */
  private static final Border SLACK = new Border(0, 0, 0, 0, 3);

  @Override
  public boolean fits(Layer layer) {
    return CortexLayer.fits(layer);
  }

  @Override
  public Border border(Layer layer) {
    Product product = Product.of(layer);
    int row = rowTaps(product);
    return CortexLayer.roundUp(row) == row ? Border.NONE : SLACK;
  }

  /** The taps of a row of the window. */
  private static int rowTaps(Product product) {
    int rows = CortexLayer.plane(product.kernel(), 1)[0];
    return product.taps() / rows * (product.inputs() / product.groups());
  }

  @Override
  void lower(CortexLayer cortex, Code code) {
    Product product = cortex.product();
    int used = rowTaps(product);
    int row = CortexLayer.roundUp(used);
    int taps = row * CortexLayer.plane(product.kernel(), 1)[0];
    boolean widens = code.target().isas().contains(Isa.DSP);
    cortex.call(
        "cortex_convolution",
        cortex
            .result("cortex_convolution")
            .with("groups", product.groups())
            .with("outputs", product.outputs() / product.groups())
            .with("row_taps", row)
            .with("taps", taps)
            .with("windows", cortex.windows(product.inputs() / product.groups()))
            .with("finish", cortex.finish()),
        filledUp(product.weights(), used, row),
        needsNone(product) && !widens
            ? null
            : code.scratch("windows", Elements.INT8, (long) taps * (widens ? WIDENED : 1)));
  }

  /** Whether each window is a pixel of the operand. */
  private static boolean needsNone(Product product) {
    return product.taps() == 1
        && Stream.of(product.window().before(), product.window().after())
            .flatMap(List::stream)
            .allMatch(size -> size == 0);
  }

  private static byte[] filledUp(int[] weights, int used, int row) {
    byte[] packed = new byte[weights.length / used * row];
    for (int i = 0; i < weights.length; i++) {
      packed[i / used * row + i % used] = (byte) weights[i];
    }
    return packed;
  }
}
