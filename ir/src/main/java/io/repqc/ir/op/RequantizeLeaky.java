package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * A {@link Requantize} and the leaky rectifier before it in one rounding: what is under zero has
 * the factor times {@code slope}, of which there is one, or one for each index along {@code axis}.
 */
public record RequantizeLeaky(Value x, Value slope, Levels to, int axis, Convention convention)
    implements Op {
  @Override
  public TensorType inferType() {
    Checks.isFloat("requantize_leaky: slope", slope);
    Checks.isAxis("requantize_leaky", axis, x.shape().rank());
    int channels = slope.shape().count();
    Checks.hasShape("requantize_leaky: slope", slope, Shape.of(channels));
    IrException.check(
        channels == 1 || channels == x.type().dim(axis),
        "requantize_leaky: %s has no entry for each index of axis %d of %s",
        slope,
        axis,
        x);
    Quantization from = x.type().quantization();
    IrException.check(
        from.scales().size() <= 1 || from.axis() == axis,
        "requantize_leaky: %s has scales along axis %d, the slopes are along %d",
        x,
        from.axis(),
        axis);
    Checks.isRoundable("requantize_leaky", x);
    return to.type(x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    int[] numbers = operands.apply(x).toSteps();
    double[] slopes = operands.apply(slope).toNumbers();
    Quantization from = x.type().quantization();
    int channels = Math.max(slopes.length, from.scales().size());
    int run = channels == 1 ? numbers.length : x.shape().count(axis + 1, x.type().rank());
    for (int start = 0, i = 0; start < numbers.length; start += run, i++) {
      int channel = i % channels;
      double below = from.scale(channel) * slopes[slopes.length == 1 ? 0 : channel];
      round(
          numbers,
          start,
          start + run,
          Factor.of(convention, from.scale(channel), to.scale()),
          Factor.of(convention, below, to.scale()));
    }
    return Tensor.ofInts(inferType(), numbers);
  }

  private void round(int[] steps, int start, int end, Factor above, Factor below) {
    int zero = to.zeroPoint();
    int lowest = to.minimum() - zero;
    int highest = to.maximum() - zero;
    for (int i = start; i < end; i++) {
      Factor factor = steps[i] < 0 ? below : above;
      steps[i] = factor.round(steps[i], lowest, highest) + zero;
    }
  }
}
