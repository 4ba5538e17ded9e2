package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.Quantization;
import io.repqc.ir.Value;
import io.repqc.ir.op.Decode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Levels or sums to what they stand for, element by element. */
final class PlainDecode implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Decode;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Value from = ((Decode) layer.op()).x();
    View x = code.view(from);
    View y = code.view(layer.result());
    Quantization quantization = from.type().quantization();
    Settings settings =
        Moves.axes(
                x,
                Map.of(
                    "x", x.strides(),
                    "y", y.strides(),
                    "scale", along(quantization, x.shape().rank())))
            .in(Settings.of("decode"))
            .with("wide", x.elements() == Elements.INT32 ? 1 : 0)
            .with("zero", code.zero(from));
    float[] scales = new float[quantization.scales().size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (float) quantization.scale(i);
    }
    code.call(
        "decode",
        settings,
        code.constant("scales", Elements.FLOAT, scales),
        x.pointer(),
        y.pointer());
  }

  /** Strides within the scales. */
  private static List<Integer> along(Quantization quantization, int rank) {
    List<Integer> strides = new ArrayList<>(Collections.nCopies(rank, 0));
    if (quantization.scales().size() > 1) {
      strides.set(quantization.axis(), 1);
    }
    return strides;
  }
}
