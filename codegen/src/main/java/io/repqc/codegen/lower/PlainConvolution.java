package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Convolutions and linear layers of any kind, one sum after the other. */
final class PlainConvolution implements Kernel {
  private static final int AXES = 3;

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
            .with("x_size", spatial(product.input(), 1))
            .with("y_size", spatial(product.output(), 1))
            .with("kernel", spatial(product.kernel(), 1))
            .with("stride", spatial(product.window().strides(), 1))
            .with("dilation", spatial(product.window().dilations(), 1))
            .with("before", spatial(product.window().before(), 0))
            .with("x", strides(product.strides(x)))
            .with("y", strides(product.strides(y)))
            .with("zero", code.zero(product.x()))
            .with("finish", Finishing.settings(layer, code, product.shift()));
    if (other != null) {
      settings = settings.with("other", strides(product.strides(other)));
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

  /** With axes in front that do nothing. */
  private static int[] spatial(List<Integer> numbers, int front) {
    List<Integer> padded = new ArrayList<>(Collections.nCopies(AXES - numbers.size(), front));
    padded.addAll(numbers);
    return padded.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] strides(List<Integer> strides) {
    List<Integer> padded = new ArrayList<>(strides);
    while (padded.size() < AXES + 2) {
      padded.add(1, 0);
    }
    return padded.stream().mapToInt(Integer::intValue).toArray();
  }

  private static short[] shorts(int[] numbers) {
    short[] shorts = new short[numbers.length];
    for (int i = 0; i < shorts.length; i++) {
      shorts[i] = (short) numbers[i];
    }
    return shorts;
  }
}
