package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Gather;
import java.util.ArrayList;
import java.util.List;

/** Slices of a tensor by their numbers, which are known when compiling. */
final class PlainGather implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Gather && layer.isConstant(((Gather) layer.op()).indices());
  }

  @Override
  public void lower(Layer layer, Code code) {
    Gather op = (Gather) layer.op();
    View x = code.view(op.x());
    View y = code.view(layer.result());
    int rank = op.indices().type().rank();
    View from = x.part(op.axis(), 0, 1, 1);
    View to = y.with(from.shape(), slice(y.strides(), op.axis(), rank));
    Settings settings =
        Settings.of("gather")
            .with("slice", Moves.settings(from, to))
            .with("count", op.indices().shape().count());
    code.call(
        "gather",
        settings,
        code.constant("places", Elements.INT32, places(layer.numbers(op.indices()), op, x, y)),
        x.pointer(),
        y.pointer());
  }

  /** Strides of the result for the axes of the operand; the one that is gathered has none. */
  private static List<Integer> slice(List<Integer> strides, int axis, int rank) {
    List<Integer> slice = new ArrayList<>(strides.subList(0, axis));
    slice.add(0);
    slice.addAll(strides.subList(axis + rank, strides.size()));
    return slice;
  }

  /** For each slice where it comes from and where it goes to. */
  private static int[] places(Tensor indices, Gather op, View x, View y) {
    Shape shape = indices.shape();
    int[] dense = shape.strides();
    int[] places = new int[2 * shape.count()];
    for (int i = 0; i < shape.count(); i++) {
      long index = indices.integer(i);
      places[2 * i] = Math.floorMod(index, x.shape().dim(op.axis())) * x.stride(op.axis());
      for (int axis = 0; axis < shape.rank(); axis++) {
        places[2 * i + 1] += i / dense[axis] % shape.dim(axis) * y.stride(op.axis() + axis);
      }
    }
    return places;
  }
}
