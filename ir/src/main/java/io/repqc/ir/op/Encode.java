package io.repqc.ir.op;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Floats brought to the nearest of some levels, ties to even: a {@link Quantize} whose scale and
 * zero point are frozen, and with it the way into an integer graph.
 */
public record Encode(Value x, Levels to) implements Op {
  @Override
  public TensorType inferType() {
    Checks.isFloat("encode", x);
    return to.type(x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    int[] levels = new int[input.count()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = to.nearest(input.number(i));
    }
    return Tensor.ofInts(inferType(), levels);
  }
}
