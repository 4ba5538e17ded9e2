package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The elements along {@code axes} made one; these axes stay with size 1 if {@code keepDims}. */
public record Reduce(ReduceFunction function, Value x, List<Integer> axes, boolean keepDims)
    implements Op {
  public Reduce {
    axes = List.copyOf(axes);
  }

  @Override
  public TensorType inferType() {
    Checks.areAxes(function.mnemonic(), axes, x.shape().rank());
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(x.type().dim(axis));
      } else if (keepDims) {
        dims.add(1);
      }
    }
    return new TensorType(x.elementType(), new Shape(dims));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    ElementType elements = type.elementType();
    Tensor input = operands.apply(x);
    Grouping groups = Grouping.over(x.shape(), axes);
    if (elements.isFloat()) {
      return Tensor.generate(
          type,
          i ->
              function.floats(
                  Arrays.stream(groups.members(groups.starts()[i])).mapToDouble(input::number)));
    }
    return Tensor.generateIntegers(
        type,
        i ->
            function.integers(
                Arrays.stream(groups.members(groups.starts()[i])).mapToLong(input::integer),
                elements.minimum(),
                elements.maximum()));
  }
}
