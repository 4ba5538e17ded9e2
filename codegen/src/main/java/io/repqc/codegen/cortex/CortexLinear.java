package io.repqc.codegen.cortex;

import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;

/** Linear layers, and convolutions whose one window is the whole image, of a few vectors. */
final class CortexLinear extends CortexKernel {
  /** What the tiles of a convolution want at least. */
  private static final int TILE = 4;

  private static final int FOUR = 4;

  @Override
  public boolean fits(Layer layer) {
    if (!CortexLayer.fits(layer)) {
      return false;
    }
    Product product = Product.of(layer);
    boolean isWhole =
        product.input().equals(product.kernel())
            && product.output().stream().allMatch(size -> size == 1)
            && product.window().dilations().stream().allMatch(step -> step == 1);
    boolean isLinear = product.taps() == 1 && layer.source().type().rank() == 2;
    return product.groups() == 1 && (isWhole || isLinear) && vectors(product) < TILE;
  }

  private static int vectors(Product product) {
    return product.output().stream().reduce(product.images(), Math::multiplyExact);
  }

  @Override
  void lower(CortexLayer cortex, Code code) {
    Product product = cortex.product();
    int inputs = product.taps() * product.inputs();
    int row = product.taps() * cortex.inputPixel();
    if (product.taps() > 1 && row != inputs) {
      new CortexConvolution().lower(cortex, code);
      return;
    }
    Settings pixels = cortex.result("cortex_linear");
    Settings settings =
        Settings.of("cortex_linear")
            .with("rows", vectors(product))
            .with("inputs", inputs)
            .with("outputs", product.outputs())
            .with("x_row", row)
            .with("y_row", pixels.fields().get("y_pixel"))
            .with("other_row", pixels.fields().getOrDefault("other_pixel", 0))
            .with("finish", cortex.finish());
    cortex.call("cortex_linear", settings, blocks(product.weights(), inputs, product.outputs()));
  }

  /** [outputs / 4][inputs / 4][4 outputs][4 inputs]. */
  private static byte[] blocks(int[] weights, int inputs, int outputs) {
    int width = CortexLayer.roundUp(inputs);
    byte[] packed = new byte[CortexLayer.roundUp(outputs) * width];
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < inputs; input++) {
        int block = output / FOUR * width + input / FOUR * FOUR;
        packed[block * FOUR + output % FOUR * FOUR + input % FOUR] =
            (byte) weights[output * inputs + input];
      }
    }
    return packed;
  }
}
