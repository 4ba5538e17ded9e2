package io.repqc.ir.op;

import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Quantized integers brought to other levels: {@code round((q - zeroPoint) * factor) +
 * to.zeroPoint} within the levels, where the factor is the ratio of the scales. The one place where
 * an integer network rounds; how it does is its {@link Convention}.
 */
public record Requantize(Value x, Levels to, Convention convention) implements Op {
  @Override
  public TensorType inferType() {
    Checks.isRoundable("requantize", x);
    return to.type(x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    int[] numbers = operands.apply(x).toSteps();
    Quantization from = x.type().quantization();
    int channels = from.scales().size();
    int run = channels == 1 ? numbers.length : x.shape().count(from.axis() + 1, x.type().rank());
    for (int start = 0, channel = 0; start < numbers.length; start += run, channel++) {
      Factor.of(convention, from.scale(channel % channels), to.scale())
          .round(numbers, start, start + run, to);
    }
    return Tensor.ofInts(inferType(), numbers);
  }
}
