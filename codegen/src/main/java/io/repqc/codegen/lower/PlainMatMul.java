package io.repqc.codegen.lower;

import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import io.repqc.ir.op.MatMul;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Products of matrices, row by row; those with weights are linear layers. */
final class PlainMatMul implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof MatMul;
  }

  @Override
  public void lower(Layer layer, Code code) {
    if (Product.of(layer) != null) {
      new PlainConvolution().lower(layer, code);
      return;
    }
    MatMul product = (MatMul) layer.op();
    View a = code.view(product.left());
    View b = code.view(product.right());
    View y = code.view(layer.result());
    int rank = y.shape().rank();
    Shape matrices = new Shape(y.shape().dims().subList(0, rank - 2));
    List<Integer> aSteps = a.stretched(followedBy(a, matrices));
    List<Integer> bSteps = b.stretched(followedBy(b, matrices));
    Settings settings =
        new Axes(
                matrices,
                IntStream.range(0, rank - 2).boxed().toList(),
                Map.of("a", aSteps, "b", bSteps, "y", y.strides()))
            .in(Settings.of("mat_mul"))
            .with("rows", y.shape().dim(rank - 2))
            .with("columns", y.shape().dim(rank - 1))
            .with("depth", a.shape().dim(a.shape().rank() - 1))
            .with("a_row", aSteps.get(rank - 2))
            .with("a_depth", aSteps.get(rank - 1))
            .with("b_depth", bSteps.get(rank - 2))
            .with("b_column", bSteps.get(rank - 1))
            .with("y_row", y.stride(rank - 2))
            .with("y_column", y.stride(rank - 1))
            .with("a_zero", code.zero(product.left()))
            .with("b_zero", code.zero(product.right()))
            .with("finish", Finishing.settings(layer, code, 0));
    code.call(
        "mat_mul",
        settings,
        Finishing.with(layer, code, null),
        a.pointer(),
        b.pointer(),
        y.pointer());
  }

  /** As many matrices, each of the size of the operand's. */
  private static Shape followedBy(View operand, Shape matrices) {
    int rank = operand.shape().rank();
    List<Integer> dims = new ArrayList<>(matrices.dims());
    dims.addAll(operand.shape().dims().subList(rank - 2, rank));
    return new Shape(dims);
  }
}
