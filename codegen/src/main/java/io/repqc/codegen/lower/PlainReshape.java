package io.repqc.codegen.lower;

import io.repqc.codegen.Pointer;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Reshape;
import java.util.List;
import java.util.Optional;

/** The same elements in the same order in another shape. */
final class PlainReshape implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Reshape;
  }

  /** The operand itself, seen in the other shape, if it can be. */
  static Optional<View> alias(Layer layer, View x, List<Integer> order) {
    Shape shape = layer.result().shape();
    View dense =
        new View(x.place(), x.offset(), x.elements(), shape, View.dense(shape, order), x.flip());
    return x.isPlain() && dense.isPlain() ? Optional.of(dense) : Optional.empty();
  }

  /** If neither lies in plain order, by way of something that does. */
  @Override
  public void lower(Layer layer, Code code) {
    Value from = layer.operands().get(0);
    View x = code.view(from);
    View y = code.view(layer.result());
    if (y.isPlain()) {
      Moves.copy(x, plain(y, x.shape()), code);
    } else if (x.isPlain()) {
      Moves.copy(plain(x, y.shape()), y, code);
    } else {
      long bytes = (long) x.shape().count() * x.elements().bytes();
      Pointer scratch = code.scratch("reshape", bytes);
      View between =
          plain(
              new View(scratch.place(), 0, x.elements(), x.shape(), x.strides(), x.flip()),
              x.shape());
      Moves.copy(x, between, code);
      Moves.copy(plain(between, y.shape()), y, code);
    }
  }

  private static View plain(View view, Shape shape) {
    return new View(
        view.place(),
        view.offset(),
        view.elements(),
        shape,
        View.dense(shape, Layouts.order(shape.rank(), false)),
        view.flip());
  }
}
