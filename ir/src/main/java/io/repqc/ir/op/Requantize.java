package io.repqc.ir.op;

import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Quantized integers brought to other levels: {@code round((q - zeroPoint) * factor) +
 * to.zeroPoint} within the levels, where the factor is the ratio of the scales. The one place where
 * an integer network rounds; how it does is its {@link Convention}.
 */
public record Requantize(Value x, Levels to, Convention convention) implements Op {
  @Override
  public TensorType inferType() {
    return Rounding.type("requantize", x, to);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Quantization from = x.type().quantization();
    IntFunction<Factor> factor = c -> Rounding.factor(convention, from, c, 1, to);
    return Rounding.of(to, from.axis(), from.scales().size(), factor, factor)
        .apply(operands.apply(x));
  }
}
