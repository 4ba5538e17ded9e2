package io.repqc.codegen.lower;

import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;

/** Ops whose result is their operand, seen in another way. */
final class PlainArrangement implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Slice
        || layer.op() instanceof Transpose
        || layer.op() instanceof Expand;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Moves.copy(operand(layer.op(), code), code.view(layer.result()), code);
  }

  /** The operand as the result. */
  private static View operand(Op op, Code code) {
    if (op instanceof Slice) {
      return sliced((Slice) op, code.view(((Slice) op).x()));
    }
    if (op instanceof Transpose) {
      return code.view(((Transpose) op).x()).permuted(((Transpose) op).permutation());
    }
    return code.view(((Expand) op).x()).stretchedTo(op.inferType().shape());
  }

  private static View sliced(Slice slice, View x) {
    View part = x;
    for (int i = 0; i < slice.axes().size(); i++) {
      part =
          part.part(
              slice.axes().get(i),
              slice.starts().get(i),
              slice.steps().get(i),
              slice.counts().get(i));
    }
    return part;
  }
}
