package io.repqc.tests.quantized;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the quantizers of a network round: each number in doubles, by the meaning of the float ops
 * that make it of the nearest integers before it, which are another engine's.
 */
final class ExactSteps {
  private final Model model;
  private final Predicate<Value> isGiven;
  private final Map<String, Tensor> inputs;
  private final Map<String, Tensor> given;
  private final Map<Value, Tensor> results = new IdentityHashMap<>();

  /** Of a {@code model} in f64; values that hold for {@code isGiven} are those in {@code given}. */
  ExactSteps(
      Model model,
      Predicate<Value> isGiven,
      Map<String, Tensor> inputs,
      Map<String, Tensor> given) {
    this.model = model;
    this.isGiven = isGiven;
    this.inputs = inputs;
    this.given = given;
  }

  /** The number that element {@code i} of a quantizer rounds, in steps from its zero point. */
  double of(Quantize quantizer, int i) {
    return compute(quantizer.x()).number(i) / compute(quantizer.scale()).number(0);
  }

  private Tensor compute(Value value) {
    Tensor known = results.get(value);
    if (known != null) {
      return known;
    }
    Tensor result = isGiven.test(value) ? given.get(value.name()) : computed(value);
    results.put(value, result);
    return result;
  }

  private Tensor computed(Value value) {
    if (value.op() instanceof Input) {
      return inputs.get(value.name()).inDouble();
    }
    return value.op() instanceof Parameter
        ? model.parameter(value)
        : value.op().evaluate(this::compute);
  }
}
