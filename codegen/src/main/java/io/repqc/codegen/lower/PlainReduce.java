package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sums, largest and smallest elements over some axes. */
final class PlainReduce implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Reduce;
  }

  @Override
  public void lower(Layer layer, Code code) {
    Reduce reduce = (Reduce) layer.op();
    View x = code.view(reduce.x());
    boolean isMinimum = reduce.function() == ReduceFunction.MIN;
    if (isMinimum || reduce.function() == ReduceFunction.MAX) {
      Settings settings = groups(Settings.of("reduce_extreme"), layer, code);
      code.call(
          "reduce_extreme",
          settings
              .with("wide", x.elements() == Elements.INT32 ? 1 : 0)
              .with("reverse", isMinimum ? -1 : 0),
          x.pointer(),
          code.view(layer.result()).pointer());
    } else {
      Settings settings = groups(Settings.of("reduce_sum"), layer, code);
      code.call(
          "reduce_sum",
          settings
              .with("zero", code.zero(reduce.x()))
              .with("finish", Finishing.settings(layer, code, 0)),
          Finishing.with(layer, code, null),
          x.pointer(),
          code.view(layer.result()).pointer());
    }
  }

  private static Settings groups(Settings settings, Layer layer, Code code) {
    Reduce reduce = (Reduce) layer.op();
    View x = code.view(reduce.x());
    View y = code.view(layer.result());
    return new Groups(x, reduce.axes())
        .in(
            settings,
            "walk",
            Map.of(
                "x", x.strides(),
                "y", along(reduce, y.strides()),
                "channel", along(reduce, Finishing.channelStrides(layer))));
  }

  /** Strides of the result, along the axes of the operand. */
  private static List<Integer> along(Reduce reduce, List<Integer> own) {
    List<Integer> strides = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < reduce.x().shape().rank(); axis++) {
      boolean isGone = reduce.axes().contains(axis);
      strides.add(isGone ? 0 : own.get(next));
      next += isGone && !reduce.keepDims() ? 0 : 1;
    }
    return strides;
  }
}
