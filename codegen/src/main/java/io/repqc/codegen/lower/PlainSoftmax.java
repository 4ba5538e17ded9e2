package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.Softmax;
import java.util.List;
import java.util.Map;

/** Softmax by a table of exponentials, row by row. */
final class PlainSoftmax implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Softmax;
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return true;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Softmax softmax = (Softmax) layer.op();
    View x = code.view(softmax.x());
    View y = code.view(layer.result());
    Settings settings =
        new Groups(x, List.of(softmax.axis()))
            .in(
                Settings.of("softmax"),
                "walk",
                Map.of(
                    "x", x.strides(),
                    "y", y.strides(),
                    "channel", Finishing.channelStrides(layer)))
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "softmax",
        settings,
        Finishing.with(layer, code, null),
        x.pointer(),
        code.constant("exponentials", Elements.INT32, softmax.exponentials()),
        y.pointer());
  }
}
