package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
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
    IrException.check(x.type().quantization().isPresent(), "requantize: %s is not quantized", x);
    IrException.check(
        x.elementType() != ElementType.U32 && x.elementType() != ElementType.I64,
        "requantize: %s does not fit i32",
        x);
    return new TensorType(to.storage(), x.shape(), to.quantization());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    int[] steps = operands.apply(x).toSteps();
    Quantization from = x.type().quantization();
    int channels = from.scales().size();
    int inner = channels == 1 ? 1 : x.shape().count(from.axis() + 1, x.type().rank());
    Factor[] factors = new Factor[channels];
    for (int channel = 0; channel < channels; channel++) {
      factors[channel] = Factor.of(convention, from.scale(channel), to.scale());
    }
    int lowest = to.minimum() - to.zeroPoint();
    int highest = to.maximum() - to.zeroPoint();
    return Tensor.generateIntegers(
        inferType(),
        i ->
            factors[channels == 1 ? 0 : i / inner % channels].round(steps[i], lowest, highest)
                + to.zeroPoint());
  }
}
