package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.ScaledSum;

/** Tensors added on a common scale: two, and each further one to the sum of those before it. */
final class PlainScaledSum implements Kernel {

  /** What is added. */
  private record Term(View view, Settings steps, int multiplier) {
    Term times(int other) {
      return new Term(view, steps, other);
    }
  }

  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof ScaledSum;
  }

  /** Of more terms than two the result may hold the sum of some while others are still read. */
  @Override
  public boolean worksInPlace(Layer layer) {
    return !layer.finish().isSums();
  }

  @Override
  public void lower(Layer layer, Code code) {
    ScaledSum sum = (ScaledSum) layer.op();
    View y = code.view(layer.result());
    int last = sum.terms().size() - 1;
    Term before = term(sum, 0, code);
    if (last > 1) {
      View part = partial(y, code);
      for (int i = 1; i < last; i++) {
        add(layer.unfinished(), before, term(sum, i, code), part, code);
        before = new Term(part, Pairs.steps(part, 0), 1);
      }
    }
    Term added = last == 0 ? before.times(0) : term(sum, last, code);
    add(layer, before, added, y, code);
  }

  private static Term term(ScaledSum sum, int index, Code code) {
    Value term = sum.terms().get(index);
    return new Term(code.view(term), Pairs.steps(term, code), sum.multipliers().get(index));
  }

  /** Where the sums of some terms lie: where the result does, if it holds sums. */
  private static View partial(View y, Code code) {
    if (y.elements() == Elements.INT32) {
      return y;
    }
    Shape shape = y.shape();
    return new View(
        code.scratch("sums", Elements.INT32, shape.count()).place(),
        0,
        Elements.INT32,
        shape,
        View.dense(shape, Moves.order(y)),
        0);
  }

  private static void add(Layer layer, Term a, Term b, View y, Code code) {
    Settings settings =
        Pairs.loops("scaled_sum", a.view(), b.view(), y, Finishing.channelStrides(layer))
            .with("a_steps", a.steps())
            .with("b_steps", b.steps())
            .with("a_multiplier", a.multiplier())
            .with("b_multiplier", b.multiplier())
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "scaled_sum",
        settings,
        Finishing.with(layer, code, null),
        a.view().pointer(),
        b.view().pointer(),
        y.pointer());
  }
}
