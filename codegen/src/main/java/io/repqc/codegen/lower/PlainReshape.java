package io.repqc.codegen.lower;

import io.repqc.ir.op.Reshape;
import java.util.List;
import java.util.Optional;

/** The same elements in the same order in another shape. */
final class PlainReshape implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Reshape;
  }

  @Override
  public Optional<View> seen(Layer layer, Code code) {
    return code.view(layer.operands().get(0)).reshaped(layer.result().shape());
  }

  @Override
  public void lower(Layer layer, Code code) {
    View x = code.view(layer.operands().get(0));
    View y = code.view(layer.result());
    Optional<View> from = x.reshaped(y.shape());
    Optional<View> to = y.reshaped(x.shape());
    if (from.isPresent()) {
      Moves.copy(from.get(), y, code);
    } else if (to.isPresent()) {
      Moves.copy(x, to.get(), code);
    } else {
      throughOrder(x, y, code);
    }
  }

  /** By way of something that lies in the order of the axes. */
  private static void throughOrder(View x, View y, Code code) {
    List<Integer> dense = View.dense(x.shape(), Layouts.order(x.shape().rank(), false));
    View between =
        new View(
            code.scratch("reshape", x.elements(), x.shape().count()).place(),
            0,
            x.elements(),
            x.shape(),
            dense,
            x.flip());
    Moves.copy(x, between, code);
    Moves.copy(between.reshaped(y.shape()).orElseThrow(), y, code);
  }
}
