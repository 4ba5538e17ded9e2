package io.repqc.codegen.lower;

import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;

/** Tensors one after the other. */
final class PlainConcat implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Concat;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Concat concat = (Concat) layer.op();
    View y = code.view(layer.result());
    int start = 0;
    for (Value part : concat.parts()) {
      int size = part.type().dim(concat.axis());
      if (size > 0) {
        Moves.copy(code.view(part), y.part(concat.axis(), start, 1, size), code);
      }
      start += size;
    }
  }
}
