package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.Value;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import java.util.Map;

/** Levels, or sums that something else reads too, to other levels. */
final class PlainRequantize implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Requantize || layer.op() instanceof RequantizeLeaky;
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return true;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Value from = layer.operands().get(0);
    View x = code.view(from);
    View y = code.view(layer.result());
    Settings settings =
        Moves.axes(
                y,
                Map.of(
                    "x", x.strides(),
                    "y", y.strides(),
                    "channel", Finishing.channelStrides(layer)))
            .in(Settings.of("requantize"))
            .with("wide", x.elements() == Elements.INT32 ? 1 : 0)
            .with("zero", code.zero(from))
            .with("finish", Finishing.settings(layer, code, 0));
    code.call("requantize", settings, Finishing.with(layer, code, null), x.pointer(), y.pointer());
  }
}
