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
import io.repqc.ir.IrException;
import io.repqc.ir.op.Convolution;

/** Convolutions over many places of one output channel at once. */
final class PlaneConvolution implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    Product product = layer.op() instanceof Convolution ? Product.of(layer) : null;
    return product != null
        && Plane.fits(product)
        && FloatSums.fit(product.taps())
        && LaneCosts.planes(product) <= LaneCosts.channels(product);
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    Plane plane = new Plane(product, code);
    PlaneShape shape = new PlaneShape(product, plane);
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    FloatSums sums = new FloatSums(product, shape.rounds(), shape::round);
    int chunk = sums.chunk(layer, code);
    Settings settings =
        Settings.of("plane_convolution")
            .with("images", product.images())
            .with("groups", product.groups())
            .with("inputs", product.inputs() / product.groups())
            .with("outputs", product.outputs() / product.groups())
            .with("y_size", new int[] {plane.output(0), plane.output(1)})
            .with("x", new int[] {plane.x(0), plane.x(Plane.CHANNEL)})
            .with("y", strides(plane, code.view(layer.result())))
            .with("rows", shape.rows())
            .with("columns", shape.columns())
            .with("block", shape.block())
            .with("round", shape.round())
            .with("chunk", chunk)
            .with("taps", shape.taps(code.zero(product.x())))
            .with("finish", sums.finish(layer, code));
    if (other != null) {
      settings = settings.with("other", strides(plane, other));
    }
    code.call(
        "plane_convolution",
        settings,
        Finishing.with(layer, code, product.foldedBias(code.zero(product.x()))),
        code.view(product.x()).pointer(),
        code.constant("weights", Elements.INT8, shape.packed(product.weights())),
        other == null ? null : other.pointer(),
        code.view(layer.result()).pointer(),
        code.planes(shape.planes(chunk > 0), shape.length()));
  }

  /** The strides of the image and the channel; places lie one after the other. */
  private static int[] strides(Plane plane, View view) {
    int[] strides = plane.strides(view);
    boolean isDense =
        (plane.output(1) == 1 || strides[2] == 1)
            && (plane.output(0) == 1 || strides[1] == plane.output(1));
    IrException.check(isDense, "places of %s lie apart", view);
    return new int[] {strides[0], strides[Plane.CHANNEL]};
  }
}
