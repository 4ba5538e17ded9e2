package io.repqc.codegen.plane;

import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.PlainKernels;
import io.repqc.codegen.lower.View;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;

/** Floats to levels, where they lie in the same order. */
final class PlaneEncode implements Kernel {
  private static final int PLANES = 2;
  private static final int LENGTH = 256;

  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Encode;
  }

  @Override
  public void lower(Layer layer, Code code) {
    View x = code.view(layer.operands().get(0));
    View y = code.view(layer.result());
    if (!x.isRow() || !y.isRow()) {
      PlainKernels.of(layer.op()).lower(layer, code);
      return;
    }
    Levels to = ((Encode) layer.op()).to();
    Settings settings =
        Settings.of("plane_encode")
            .with("count", x.shape().count())
            .with("scale", to.scale())
            .with("lowest", to.minimum() - to.zeroPoint())
            .with("highest", to.maximum() - to.zeroPoint())
            .with("zero", code.stored(layer.result(), to.zeroPoint()));
    code.call("plane_encode", settings, x.pointer(), y.pointer(), code.planes(PLANES, LENGTH));
  }
}
