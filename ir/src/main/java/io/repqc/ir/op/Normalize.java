package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
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
 *
 * <p>Of quantized elements, with a quantized scale and a shift in i32, all is computed in integers,
 * as {@link IntegerNormalize} says; the type tells on which scale the result and the shift are.
 */
public record Normalize(Value x, Value scale, Value shift, List<Integer> axes, double epsilon)
    implements Op {
  public Normalize {
    axes = List.copyOf(axes);
  }

  @Override
  public TensorType inferType() {
    Checks.areAxes("normalize", axes, x.shape().rank());
    Checks.broadcastsTo("normalize: scale", scale, x.shape());
    Checks.broadcastsTo("normalize: shift", shift, x.shape());
    if (!isQuantized()) {
      return new TensorType(Checks.sameElements("normalize", x, scale, shift), x.shape());
    }
    IrException.check(
        shift.elementType() == ElementType.I32, "normalize: the shift %s is not of i32", shift);
    double unit = resultScale(x, scale, axes, epsilon);
    return new TensorType(ElementType.I32, x.shape(), Quantization.sums(List.of(unit), 0));
  }

  /** The scale of the result of quantized operands, on which their shift has to be. */
  public static double resultScale(Value x, Value scale, List<Integer> axes, double epsilon) {
    return IntegerNormalize.of(x, scale, axes, epsilon).scale(scale.type().quantization());
  }

  /** What is computed of quantized operands. */
  public IntegerNormalize inIntegers() {
    return IntegerNormalize.of(x, scale, axes, epsilon);
  }

  private boolean isQuantized() {
    return x.type().quantization().isPresent() || scale.type().quantization().isPresent();
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Tensor gain = operands.apply(scale);
    Tensor offset = operands.apply(shift);
    if (isQuantized()) {
      return integers(input, gain, offset);
    }
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

  private Tensor integers(Tensor input, Tensor gain, Tensor offset) {
    IntegerNormalize definition = inIntegers();
    int[] steps = input.toSteps();
    int[] gains = Strided.stretch(gain.toSteps(), scale.shape(), x.shape());
    int[] shifts = Strided.stretch(offset.toInts(), shift.shape(), x.shape());
    Grouping groups = Grouping.over(x.shape(), axes);
    for (int start : groups.starts()) {
      definition.apply(steps, groups.members(start), gains, shifts);
    }
    return Tensor.of(inferType(), steps);
  }
}
