package io.repqc.codegen.plane;

import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.portable.Plane;

/** The numbers that kernels over channels share. */
final class LaneSettings {
  private LaneSettings() {}

  static Settings strided(String kernel, Layer layer, Product product, Plane plane, Code code) {
    return of(kernel, layer, product, plane, code)
        .with("stride", new int[] {plane.stride(0), plane.stride(1)});
  }

  static Settings of(String kernel, Layer layer, Product product, Plane plane, Code code) {
    Settings settings =
        Settings.of(kernel)
            .with("images", product.images())
            .with("x_size", new int[] {plane.input(0), plane.input(1)})
            .with("y_size", new int[] {plane.output(0), plane.output(1)})
            .with("kernel", new int[] {plane.kernel(0), plane.kernel(1)})
            .with("dilation", new int[] {plane.dilation(0), plane.dilation(1)})
            .with("before", new int[] {plane.before(0), plane.before(1)})
            .with("x", new int[] {plane.x(0), plane.x(1), plane.x(2), plane.x(Plane.CHANNEL)})
            .with("y", plane.strides(code.view(layer.result())))
            .with("zero", code.zero(product.x()));
    return layer
        .finish()
        .addition()
        .map(added -> settings.with("other", plane.strides(code.view(added.other()))))
        .orElse(settings);
  }
}
