package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;
import java.util.Map;

/** Floats to levels, element by element. */
public final class PlainEncode implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Encode;
  }

  @Override
  public void lower(Layer layer, Code code) {
    call("encode", layer, code);
  }

  /** Calls a kernel that takes what {@code encode} takes. */
  public static void call(String kernel, Layer layer, Code code) {
    Encode encode = (Encode) layer.op();
    View x = code.view(encode.x());
    View y = code.view(layer.result());
    Levels to = encode.to();
    Settings settings =
        Moves.axes(x, y, Map.of("x", x.strides(), "y", y.strides()))
            .in(Settings.of("encode"))
            .with("scale", to.scale())
            .with("lowest", to.minimum() - to.zeroPoint())
            .with("highest", to.maximum() - to.zeroPoint())
            .with("zero", code.stored(layer.result(), to.zeroPoint()));
    code.call(kernel, settings, x.pointer(), y.pointer());
  }
}
