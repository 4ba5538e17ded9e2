package io.repqc.tune.quantizer;

import io.repqc.ir.Value;
import io.repqc.ir.op.Quantize;
import io.repqc.tune.engine.RoundingRule;
import java.util.function.UnaryOperator;

/**
 * How the quantizers of one site learn.
 *
 * @param form makes of each quantizer, as it was inserted, the one that learns; in graph order
 */
record Learner(RoundingRule rule, UnaryOperator<Quantize> form) {

  /** The levels stay those that calibration found, and only what is rounded learns. */
  static final Learner FIXED = new Learner(RoundingRule.BOUND, UnaryOperator.identity());

  /** Another scale on the same integers. */
  static Learner scaledBy(Value scale, RoundingRule rule) {
    return new Learner(rule, inserted -> on(inserted, scale, inserted.zeroPoint()));
  }

  /** Other levels on the same integers. */
  static Quantize on(Quantize inserted, Value scale, Value zeroPoint) {
    return of(inserted.x(), inserted, scale, zeroPoint, inserted.minimum(), inserted.maximum());
  }

  /** A quantizer to the same storage, along the same axis. */
  static Quantize of(
      Value x, Quantize inserted, Value scale, Value zeroPoint, long minimum, long maximum) {
    return new Quantize(
        x,
        scale,
        zeroPoint,
        minimum,
        maximum,
        inserted.axis(),
        inserted.storage(),
        inserted.saturate());
  }
}
