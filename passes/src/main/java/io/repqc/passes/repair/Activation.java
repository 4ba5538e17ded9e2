package io.repqc.passes.repair;

import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;

/** The clamp that a layer's result goes through, if nothing else reads it. */
record Activation(float low, float high) {
  private static final Activation NONE =
      new Activation(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  static Activation after(Value value, Uses uses) {
    return uses.count(value) == 1
            && uses.of(value).size() == 1
            && uses.of(value).get(0).op() instanceof Clamp clamp
        ? new Activation((float) clamp.low(), (float) clamp.high())
        : NONE;
  }

  float of(float number) {
    return Math.min(high, Math.max(low, number));
  }

  void apply(float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = of(numbers[i]);
    }
  }

  /** Whether a small change of the number changes the result. */
  boolean passes(float number) {
    return low < number && number < high;
  }
}
