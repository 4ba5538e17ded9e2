package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;

/** Transposed convolutions of any kind, each place of the result by itself. */
final class PlainTransposedConvolution implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof TransposedConvolution;
  }

  @Override
  public void lower(Layer layer, Code code) {
    TransposedConvolution op = (TransposedConvolution) layer.op();
    View x = code.view(op.x());
    View y = code.view(layer.result());
    Window window = op.window();
    Settings settings =
        Settings.of("transposed_convolution")
            .with("images", x.shape().dim(0))
            .with("inputs", x.shape().dim(1) / op.groups())
            .with("outputs", y.shape().dim(1))
            .with("group_outputs", op.weight().type().dim(1))
            .with("x_size", Spatial.sizes(Spatial.of(x.shape())))
            .with("y_size", Spatial.sizes(Spatial.of(y.shape())))
            .with("kernel", Spatial.sizes(op.kernel().dims()))
            .with("stride", Spatial.sizes(window.strides()))
            .with("dilation", Spatial.sizes(window.dilations()))
            .with("before", Spatial.offsets(window.before()))
            .with("x", Spatial.imageStrides(x, code.target().language()))
            .with("y", Spatial.imageStrides(y, code.target().language()))
            .with("zero", code.zero(op.x()))
            .with("finish", Finishing.settings(layer, code, op.finerBits()));
    code.call(
        "transposed_convolution",
        settings,
        Finishing.with(layer, code, layer.numbers(op.bias()).toInts()),
        x.pointer(),
        code.constant("weights", Elements.INT16, weights(op, layer.numbers(op.weight()).toSteps())),
        y.pointer());
  }

  /** From [inputs][outputs of a group][taps] to [outputs][taps][inputs of a group]. */
  private static short[] weights(TransposedConvolution op, int[] steps) {
    int inputs = op.weight().type().dim(0) / op.groups();
    int outputs = op.weight().type().dim(1);
    int taps = op.kernel().count();
    short[] turned = new short[steps.length];
    for (int group = 0; group < op.groups(); group++) {
      for (int input = 0; input < inputs; input++) {
        for (int output = 0; output < outputs; output++) {
          for (int tap = 0; tap < taps; tap++) {
            turned[((group * outputs + output) * taps + tap) * inputs + input] =
                (short) steps[((group * inputs + input) * outputs + output) * taps + tap];
          }
        }
      }
    }
    return turned;
  }
}
