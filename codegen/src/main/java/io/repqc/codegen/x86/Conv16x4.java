package io.repqc.codegen.x86;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Isa;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.lower.Border;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.portable.DotConvolution;
import io.repqc.codegen.portable.Plane;
import java.util.Arrays;
import java.util.EnumSet;

/** Convolutions and linear layers, four neighbouring weights of sixteen channels at a time. */
final class Conv16x4 implements Kernel {
  /** The bytes after the last pixel that are read, and do not matter. */
  private static final int SLACK = 64;

  /** The numbers after those of the last channel that are read, and do not matter. */
  private static final int CHANNELS_SLACK = 16;

  private final Kernel otherwise = new DotConvolution();

  @Override
  public boolean fits(Layer layer) {
    return otherwise.fits(layer);
  }

  @Override
  public Border border(Layer layer) {
    return Plane.border(Product.of(layer), SLACK);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Conv16x4Shape shape = new Conv16x4Shape(layer, product, code);
    if (!shape.isDense()) {
      otherwise.lower(layer, code);
      return;
    }
    int[] bias = product.foldedBias(code.zero(product.x()));
    Object with = Finishing.with(layer, code, Arrays.copyOf(bias, bias.length + CHANNELS_SLACK));
    Pointer weights = code.constant("weights", Elements.INT8, shape.weights());
    Pointer other =
        layer.finish().addition().map(added -> code.view(added.other()).pointer()).orElse(null);
    for (Isa isa : code.target().isas()) {
      code.call(
          EnumSet.of(isa),
          shape.kernel(isa),
          shape.settings(isa),
          with,
          shape.x(),
          weights,
          other,
          code.view(layer.result()).pointer(),
          isa == Isa.AVX2 ? code.scratch("wide", Elements.INT8, shape.scratchBytes()) : null);
    }
  }
}
