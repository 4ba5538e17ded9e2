package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;

/** The product of two tensors, or the larger or smaller on equal levels. */
final class PlainBinary implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Binary;
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return true;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Binary binary = (Binary) layer.op();
    View a = code.view(binary.left());
    View b = code.view(binary.right());
    View y = code.view(layer.result());
    if (binary.function() != BinaryFunction.MUL) {
      Extremes.call(binary.function() == BinaryFunction.MAX, a, b, y, code);
      return;
    }
    Settings settings =
        Pairs.loops("multiply", a, b, y, Finishing.channelStrides(layer))
            .with("a_steps", Pairs.steps(binary.left(), code))
            .with("b_steps", Pairs.steps(binary.right(), code))
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "multiply",
        settings,
        Finishing.with(layer, code, null),
        a.pointer(),
        b.pointer(),
        y.pointer());
  }
}
