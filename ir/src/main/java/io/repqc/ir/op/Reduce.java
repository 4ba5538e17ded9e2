package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The elements along {@code axes} made one; these axes stay with size 1 if {@code keepDims}. The
 * mean of quantized elements is their exact sum on a scale that divides by their number.
 */
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
    return type(new Shape(dims));
  }

  private TensorType type(Shape shape) {
    String what = function.mnemonic();
    if (function == ReduceFunction.PRODUCT) {
      Checks.isPlain(what, x);
    }
    if (!Checks.isQuantized(what, x) || !isSum()) {
      return x.type().with(shape);
    }
    int size = axes.stream().mapToInt(x.type()::dim).reduce(1, Math::multiplyExact);
    IrException.check(size > 0, "%s: %s has no elements along %s", what, x, axes);
    Checks.fitsSums(what, x, (double) size * x.type().quantization().reach());
    double scale = x.type().quantization().scale(0);
    double unit = function == ReduceFunction.MEAN ? scale / size : scale;
    return new TensorType(ElementType.I32, shape, Quantization.sums(List.of(unit), 0));
  }

  private boolean isSum() {
    return function == ReduceFunction.MEAN || function == ReduceFunction.SUM;
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    ElementType elements = type.elementType();
    Tensor input = operands.apply(x);
    Grouping groups = Grouping.over(x.shape(), axes);
    if (isSum() && type.quantization().isPresent()) {
      return Tensor.of(type, sums(input.toSteps(), groups));
    }
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

  private static int[] sums(int[] steps, Grouping groups) {
    int[] sums = new int[groups.starts().length];
    for (int i = 0; i < sums.length; i++) {
      for (int step : groups.steps()) {
        sums[i] += steps[groups.starts()[i] + step];
      }
    }
    return sums;
  }
}
