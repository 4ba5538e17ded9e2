package io.repqc.ir.op;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/** {@code exp(x) / sum exp(x)} along an axis, or its logarithm. */
public record Softmax(Value x, int axis, boolean log) implements Op {
  @Override
  public TensorType inferType() {
    Checks.isFloat("softmax", x);
    Checks.isAxis("softmax", axis, x.shape().rank());
    return x.type();
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Grouping groups = Grouping.over(x.shape(), List.of(axis));
    double[] result = new double[input.count()];
    for (int start : groups.starts()) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int step : groups.steps()) {
        largest = Math.max(largest, input.number(start + step));
      }
      double sum = 0;
      for (int step : groups.steps()) {
        sum += Math.exp(input.number(start + step) - largest);
      }
      for (int step : groups.steps()) {
        double shifted = input.number(start + step) - largest;
        result[start + step] = log ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
      }
    }
    return Tensor.generate(x.type(), i -> result[i]);
  }
}
