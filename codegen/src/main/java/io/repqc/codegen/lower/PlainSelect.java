package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Select;
import java.util.Map;

/** Elements of two tensors, by a choice that is known when compiling. */
final class PlainSelect implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Select && layer.isConstant(((Select) layer.op()).condition());
  }

  @Override
  public boolean worksInPlace(Layer layer) {
    return true;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Select select = (Select) layer.op();
    View a = code.view(select.whenTrue());
    View b = code.view(select.whenFalse());
    View y = code.view(layer.result());
    View choice = choice(layer.numbers(select.condition()), code);
    Shape shape = y.shape();
    Settings settings =
        Moves.axes(
                y,
                Map.of(
                    "choice", choice.stretched(shape),
                    "a", a.stretched(shape),
                    "b", b.stretched(shape),
                    "y", y.strides()))
            .in(Settings.of("choose"))
            .with("bytes", y.elements().bytes());
    code.call("choose", settings, choice.pointer(), a.pointer(), b.pointer(), y.pointer());
  }

  private static View choice(Tensor condition, Code code) {
    Shape shape = condition.shape();
    byte[] truths = new byte[shape.count()];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = (byte) condition.integer(i);
    }
    Pointer pointer = code.constant("choice", Elements.INT8, truths);
    return new View(
        pointer.place(),
        0,
        Elements.INT8,
        shape,
        View.dense(shape, Layouts.order(shape.rank(), false)),
        0);
  }
}
