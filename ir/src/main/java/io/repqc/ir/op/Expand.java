package io.repqc.ir.op;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Stretches x by broadcasting to {@code dims}, where a 0 stands for the size that {@code like} has
 * on this axis: so the batch stays out of the numbers.
 */
public record Expand(Value x, Value like, List<Integer> dims) implements Op {
  public Expand {
    dims = List.copyOf(dims);
  }

  @Override
  public TensorType inferType() {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < dims.size(); axis++) {
      if (dims.get(axis) == 0) {
        Checks.isAxis("expand: like", axis, like.shape().rank());
      }
      sizes.add(dims.get(axis) == 0 ? like.type().dim(axis) : dims.get(axis));
    }
    Checks.broadcastsTo("expand", x, new Shape(sizes));
    return Checks.sameLevels("expand", x).with(new Shape(sizes));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Shape shape = inferType().shape();
    return operands.apply(x).pick(shape, Strided.broadcast(x.shape(), shape));
  }
}
