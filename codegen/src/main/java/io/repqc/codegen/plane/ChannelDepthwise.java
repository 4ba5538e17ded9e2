package io.repqc.codegen.plane;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.lower.View;
import io.repqc.codegen.portable.Plane;
import io.repqc.ir.op.Convolution;

/** Convolutions of each channel by itself, over all channels at once. */
final class ChannelDepthwise implements Kernel {
  /** Products that one call sums. */
  private static final int PRODUCTS = 3;

  /** Pixels, which are copied all at once. */
  private static final int MOST_PIXELS = 256;

  /** Planes for the border, the numbers of channels and what is added. */
  private static final int MORE_PLANES = 6;

  @Override
  public boolean fits(Layer layer) {
    Product product = layer.op() instanceof Convolution ? Product.of(layer) : null;
    return product != null
        && product.groups() == product.inputs()
        && product.groups() == product.outputs()
        && Plane.fits(product)
        && FloatSums.fit(product.taps())
        && LaneCosts.pixels(product) <= MOST_PIXELS
        && LaneCosts.depthwiseChannels(product) <= LaneCosts.depthwisePlanes(product);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    FloatSums sums = new FloatSums(product, 1, i -> 0);
    Settings settings =
        LaneSettings.strided("channel_depthwise", layer, product, plane, code)
            .with("channels", product.outputs())
            .with("finish", sums.finish(layer, code));
    code.call(
        "channel_depthwise",
        settings,
        Finishing.with(layer, code, product.foldedBias(code.zero(product.x()))),
        code.view(product.x()).pointer(),
        code.constant("weights", Elements.INT8, rows(product)),
        other == null ? null : other.pointer(),
        code.view(layer.result()).pointer(),
        code.planes(
            (int) LaneCosts.pixels(product) + plane.output(1) + MORE_PLANES, product.outputs()));
  }

  /** The weights of each tap, and zeros that end the last call. */
  private static byte[][] rows(Product product) {
    int taps = product.taps();
    byte[][] rows = new byte[(taps + PRODUCTS - 1) / PRODUCTS * PRODUCTS][product.outputs()];
    int[] weights = product.weights();
    for (int i = 0; i < weights.length; i++) {
      rows[i % taps][i / taps] = (byte) weights[i];
    }
    return rows;
  }
}
