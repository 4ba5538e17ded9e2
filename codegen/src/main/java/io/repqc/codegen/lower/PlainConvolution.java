package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;

/** Convolutions and linear layers of any kind, one sum after the other. */
public final class PlainConvolution implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Convolution || layer.op() instanceof Linear;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Product product = Product.of(layer);
    View x = code.view(product.x());
    View y = code.view(layer.result());
    View other = layer.finish().addition().map(added -> code.view(added.other())).orElse(null);
    Settings settings =
        Settings.of("convolution")
            .with("images", product.images())
            .with("groups", product.groups())
            .with("inputs", product.inputs() / product.groups())
            .with("outputs", product.outputs())
            .with("x_size", Spatial.sizes(product.input()))
            .with("y_size", Spatial.sizes(product.output()))
            .with("kernel", Spatial.sizes(product.kernel()))
            .with("stride", Spatial.sizes(product.window().strides()))
            .with("dilation", Spatial.sizes(product.window().dilations()))
            .with("before", Spatial.offsets(product.window().before()))
            .with("x", Spatial.strides(product.strides(x), 1))
            .with("y", Spatial.strides(product.strides(y), 1))
            .with("zero", code.zero(product.x()))
            .with("finish", Finishing.settings(layer, code, product.shift()));
    if (other != null) {
      settings = settings.with("other", Spatial.strides(product.strides(other), 1));
    }
    code.call(
        "convolution",
        settings,
        Finishing.with(layer, code, product.bias()),
        x.pointer(),
        code.constant("weights", Elements.INT16, shorts(product.weights())),
        other == null ? null : other.pointer(),
        y.pointer());
  }

  private static short[] shorts(int[] numbers) {
    short[] shorts = new short[numbers.length];
    for (int i = 0; i < shorts.length; i++) {
      shorts[i] = (short) numbers[i];
    }
    return shorts;
  }
}
