package io.repqc.passes.simplify;

import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Computes what depends on constants alone:
 *
 * <pre>{@code
 * mul(2.0, 3.0)  ->  6.0
 * }</pre>
 *
 * A parameter is no constant, and a quantizer of constants stays: its integers are what is
 * deployed.
 */
public final class EvaluateConstants implements Rule {
  private static final int LARGEST = 1 << 24;

  @Override
  public Optional<Value> apply(Value value, Context context) {
    Op op = value.op();
    List<Value> operands = OpSchema.operands(op);
    if (operands.isEmpty() || !operands.stream().allMatch(v -> v.op() instanceof Constant)) {
      return Optional.empty();
    }
    if (op instanceof Quantize || op instanceof Dequantize) {
      return context.noMatch(value, "quantizers of constants stay");
    }
    if (value.shape().count() > LARGEST) {
      return context.noMatch(value, "the result has over %d elements".formatted(LARGEST));
    }
    Constant result = new Constant(op.evaluate(v -> ((Constant) v.op()).tensor()));
    return Optional.of(Value.of(value.name(), result));
  }
}
