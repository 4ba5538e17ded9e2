package io.repqc.codegen.x86;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.PlainKernels;
import io.repqc.codegen.lower.View;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import java.util.List;

/** Means and sums over the rows and columns of images, sixteen channels at a time. */
final class RowsReduce implements Kernel {
  private static final int LANES = 16;
  private static final List<Integer> ROWS_AND_COLUMNS = List.of(2, 3);

  @Override
  public boolean fits(Layer layer) {
    if (!(layer.op() instanceof Reduce) || layer.finish().isSums()) {
      return false;
    }
    Reduce reduce = (Reduce) layer.op();
    return (reduce.function() == ReduceFunction.MEAN || reduce.function() == ReduceFunction.SUM)
        && reduce.axes().stream().sorted().toList().equals(ROWS_AND_COLUMNS)
        && reduce.x().type().rank() == ROWS_AND_COLUMNS.size() + 2
        && reduce.x().type().dim(1) >= LANES;
  }

  @Override
  public void lower(Layer layer, Code code) {
    View x = code.view(layer.operands().get(0));
    View y = code.view(layer.result());
    int channels = x.shape().dim(1);
    boolean together =
        x.elements() == Elements.LEVEL
            && x.stride(1) == 1
            && x.stride(3) == channels
            && y.stride(1) == 1
            && y.stride(0) == channels;
    if (!together) {
      PlainKernels.of(layer.op()).lower(layer, code);
      return;
    }
    int rows = x.shape().dim(2);
    int columns = x.shape().dim(3);
    Settings settings =
        Settings.of("reduce_rows")
            .with("images", x.shape().dim(0))
            .with("rows", rows)
            .with("columns", columns)
            .with("channels", channels)
            .with("x_image", x.stride(0))
            .with("x_row", x.stride(2))
            .with("zero", code.zero(layer.operands().get(0)) * rows * columns)
            .with("finish", Finishing.settings(layer, code, 0));
    X86.call(
        code, "reduce_rows", settings, Finishing.with(layer, code, null), x.pointer(), y.pointer());
  }
}
