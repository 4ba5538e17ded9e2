package io.repqc.ir.op;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/** Axes in another order: axis i of the result is axis {@code permutation[i]} of x. */
public record Transpose(Value x, List<Integer> permutation) implements Op {
  public Transpose {
    permutation = List.copyOf(permutation);
  }

  @Override
  public TensorType inferType() {
    Checks.hasLength("transpose", permutation, x.shape().rank());
    Checks.areAxes("transpose", permutation, x.shape().rank());
    return Checks.sameLevels("transpose", x)
        .with(new Shape(permutation.stream().map(x.type()::dim).toList()));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Shape shape = inferType().shape();
    int[] own = x.shape().strides();
    int[] strides = permutation.stream().mapToInt(axis -> own[axis]).toArray();
    return operands.apply(x).pick(shape, Strided.offsets(shape, 0, strides));
  }
}
