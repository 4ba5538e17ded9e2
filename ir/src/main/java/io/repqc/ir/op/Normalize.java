package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * {@code (x - mean) / sqrt(variance + epsilon) * scale + shift} with the mean and the variance over
 * {@code axes}, for each index of the other axes; scale and shift broadcast to x. Layer, instance
 * and group normalisation differ only in the axes.
 */
public record Normalize(Value x, Value scale, Value shift, List<Integer> axes, double epsilon)
    implements Op {
  public Normalize {
    axes = List.copyOf(axes);
  }

  @Override
  public TensorType inferType() {
    ElementType elements = Checks.sameElements("normalize", x, scale, shift);
    Checks.areAxes("normalize", axes, x.shape().rank());
    Checks.broadcastsTo("normalize: scale", scale, x.shape());
    Checks.broadcastsTo("normalize: shift", shift, x.shape());
    return new TensorType(elements, x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Tensor gain = operands.apply(scale);
    Tensor offset = operands.apply(shift);
    Grouping groups = Grouping.over(x.shape(), axes);
    int[] gains = Strided.broadcast(scale.shape(), x.shape());
    int[] offsets = Strided.broadcast(shift.shape(), x.shape());
    double[] normal = new double[input.count()];
    for (int start : groups.starts()) {
      int[] members = groups.members(start);
      double mean = Arrays.stream(members).mapToDouble(input::number).average().orElse(0);
      double variance =
          Arrays.stream(members)
              .mapToDouble(i -> (input.number(i) - mean) * (input.number(i) - mean))
              .average()
              .orElse(0);
      for (int i : members) {
        normal[i] = (input.number(i) - mean) / Math.sqrt(variance + epsilon);
      }
    }
    return Tensor.generate(
        x.type(), i -> normal[i] * gain.number(gains[i]) + offset.number(offsets[i]));
  }
}
