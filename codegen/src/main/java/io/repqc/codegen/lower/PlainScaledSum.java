package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.ScaledSum;
import java.util.Map;

/** Two tensors of levels added on a common scale. */
final class PlainScaledSum implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof ScaledSum;
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return !layer.finish().isSums();
  }

  @Override
  public void lower(Layer layer, Code code) {
    ScaledSum sum = (ScaledSum) layer.op();
    Value a = sum.terms().get(0);
    Value b = sum.terms().get(1);
    Shape shape = layer.result().shape();
    View y = code.view(layer.result());
    Settings settings =
        Moves.axes(
                y,
                Map.of(
                    "a", code.view(a).stretched(shape),
                    "b", code.view(b).stretched(shape),
                    "y", y.strides()))
            .in(Settings.of("scaled_sum"))
            .with("a_zero", code.zero(a))
            .with("b_zero", code.zero(b))
            .with("a_multiplier", sum.multipliers().get(0))
            .with("b_multiplier", sum.multipliers().get(1))
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "scaled_sum",
        settings,
        Finishing.with(layer, code, null),
        code.view(a).pointer(),
        code.view(b).pointer(),
        y.pointer());
  }
}
