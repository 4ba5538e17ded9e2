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

/** Convolutions over all taps and output channels of a group at once. */
final class SpreadConvolution implements Kernel {
  /** Sums of all pixels that a large second cache still holds. */
  private static final int MOST_SUMS = 1 << 19;

  /** Planes for what is added at once, for the numbers of channels, and for what is added. */
  private static final int MORE_PLANES = 10;

  @Override
  public boolean fits(Layer layer) {
    Product product = layer.op() instanceof Convolution ? Product.of(layer) : null;
    return product != null
        && Plane.fits(product)
        && product.taps() > 1
        && product.window().strides().stream().allMatch(stride -> stride == 1)
        && LaneCosts.pixels(product) * lanes(product) <= MOST_SUMS
        && LaneCosts.spread(product) < LaneCosts.planes(product)
        && LaneCosts.spread(product) < LaneCosts.channels(product)
        && sums(product).neverCarry();
  }

  private static int lanes(Product product) {
    return product.taps() * product.outputs() / product.groups();
  }

  private static FloatSums sums(Product product) {
    return new FloatSums(product, 1, i -> 0);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    Settings settings =
        LaneSettings.of("spread_convolution", layer, product, plane, code)
            .with("groups", product.groups())
            .with("inputs", product.inputs() / product.groups())
            .with("outputs", product.outputs() / product.groups())
            .with("finish", sums(product).finish(layer, code));
    code.call(
        "spread_convolution",
        settings,
        Finishing.with(layer, code, product.foldedBias(code.zero(product.x()))),
        code.view(product.x()).pointer(),
        code.constant("weights", Elements.INT8, rows(product)),
        other == null ? null : other.pointer(),
        code.view(layer.result()).pointer(),
        code.planes(
            plane.input(0) * plane.input(1) + 1 + plane.output(1) + MORE_PLANES, lanes(product)));
  }

  /** From [outputs][kernel][inputs] to [groups][inputs][kernel][outputs]. */
  private static byte[][] rows(Product product) {
    int[] weights = product.weights();
    int inputs = product.inputs() / product.groups();
    int outputs = product.outputs() / product.groups();
    int length = product.depth();
    byte[][] rows = new byte[product.inputs()][lanes(product)];
    for (int i = 0; i < weights.length; i++) {
      int output = i / length;
      int lane = i % length / inputs * outputs + output % outputs;
      rows[output / outputs * inputs + i % inputs][lane] = (byte) weights[i];
    }
    return rows;
  }
}
