package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * Quantized operands of unequal scales added in integers: {@code sum of (x - zeroPoint) *
 * multiplier} in i32, of scale {@code scale}. Operands broadcast; a difference has a negative
 * multiplier.
 */
public record ScaledSum(List<Value> terms, List<Integer> multipliers, double scale) implements Op {
  public ScaledSum {
    terms = List.copyOf(terms);
    multipliers = List.copyOf(multipliers);
  }

  @Override
  public TensorType inferType() {
    Checks.hasLength("scaled_sum: multipliers", multipliers, terms.size());
    IrException.check(!terms.isEmpty(), "scaled_sum: nothing to add");
    IrException.check(scale > 0, "scaled_sum: the scale is %s", scale);
    Shape shape = terms.get(0).shape();
    for (Value term : terms) {
      IrException.check(
          term.type().quantization().isUniform(), "scaled_sum: %s has no one scale", term);
      shape = Strided.broadcastShape("scaled_sum", shape, term.shape());
    }
    return new TensorType(ElementType.I32, shape, Quantization.sums(List.of(scale), 0));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    int[] sums = new int[type.shape().count()];
    for (int term = 0; term < terms.size(); term++) {
      Tensor input = operands.apply(terms.get(term));
      int[] steps = Strided.stretch(input.toSteps(), input.shape(), type.shape());
      int multiplier = multipliers.get(term);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += steps[i] * multiplier;
      }
    }
    return Tensor.of(type, sums);
  }
}
