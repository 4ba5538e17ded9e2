package io.repqc.codegen.x86;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Border;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.portable.DepthwiseConvolution;
import io.repqc.codegen.portable.Plane;
import java.util.EnumSet;

/** Convolutions of each channel by itself, up to four taps of 64 channels at a time. */
final class Depthwise64x4 implements Kernel {
  private static final int MOST_TAPS = 64;

  private final Kernel otherwise = new DepthwiseConvolution();

  @Override
  public boolean fits(Layer layer) {
    return otherwise.fits(layer) && Product.of(layer).taps() <= MOST_TAPS;
  }

  @Override
  public Border border(Layer layer) {
    Product product = Product.of(layer);
    int last = product.window().strides().size() - 1;
    int slack = DepthwiseUnits.PLACES * (1 + product.window().strides().get(last));
    return Plane.border(product, slack);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Depthwise64x4Shape shape = new Depthwise64x4Shape(layer, product, code);
    if (!shape.isDense()) {
      otherwise.lower(layer, code);
      return;
    }
    DepthwiseUnits units = shape.units();
    int[] bias = product.foldedBias(code.zero(product.x()));
    Settings with = Finishing.with(layer, code, units.repeated(bias));
    Pointer weights =
        code.constant("weights", Elements.INT8, units.weights(product.weights(), product.taps()));
    Pointer other =
        layer.finish().addition().map(added -> code.view(added.other()).pointer()).orElse(null);
    for (Isa isa : code.target().isas()) {
      code.call(
          EnumSet.of(isa),
          "depthwise64x4" + isa.suffix(),
          shape.settings(),
          with,
          shape.x(),
          weights,
          other,
          code.view(layer.result()).pointer());
    }
  }
}
