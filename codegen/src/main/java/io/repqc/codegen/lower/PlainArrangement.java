package io.repqc.codegen.lower;

import io.repqc.ir.Shape;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import java.util.Optional;

/** Ops whose result is their operand, seen in another way. */
final class PlainArrangement implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Slice
        || layer.op() instanceof Transpose
        || layer.op() instanceof Expand;
  }

  @Override
  public Optional<View> seen(Layer layer, Code code) {
    return Optional.of(operand(layer.op(), layer.result().shape(), code));
  }

  @Override
  public void lower(Layer layer, Code code) {
    View y = code.view(layer.result());
    Moves.copy(operand(layer.op(), y.shape(), code), y, code);
  }

  private static View operand(Op op, Shape result, Code code) {
    if (op instanceof Slice) {
      return sliced((Slice) op, code.view(((Slice) op).x()));
    }
    return op instanceof Transpose
        ? code.view(((Transpose) op).x()).permuted(((Transpose) op).permutation())
        : code.view(((Expand) op).x()).stretchedTo(result);
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
