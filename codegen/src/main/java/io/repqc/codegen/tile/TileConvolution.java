package io.repqc.codegen.tile;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.lower.Border;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.PlainKernels;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.portable.DotConvolution;
import io.repqc.codegen.portable.Plane;

/** Convolutions and linear layers, some pixels and two vectors of channels at a time. */
final class TileConvolution implements Kernel {
  private final Kernel alike = new DotConvolution();

  @Override
  public boolean fits(Layer layer) {
    return alike.fits(layer);
  }

  @Override
  public Border border(Layer layer) {
    return Plane.border(Product.of(layer), 0);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    TileShape shape = new TileShape(layer, code, false);
    if (!shape.isDense()) {
      PlainKernels.of(layer.op()).lower(layer, code);
      return;
    }
    Pointer weights = code.constant("weights", Elements.INT8, shape.weights());
    Pointer other =
        layer.finish().addition().map(added -> code.view(added.other()).pointer()).orElse(null);
    code.call(
        "tile_convolution_vector",
        shape.settings(),
        shape.with(),
        shape.x(),
        weights,
        other,
        code.view(layer.result()).pointer(),
        code.scratch("tiles", Elements.FLOAT, shape.memory()));
  }
}
