package io.repqc.tune.quantizer;

import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Quantize;
import io.repqc.tune.engine.RoundingRule;

/**
 * The range of the numbers as they are: nothing of the quantizer is learned, and rounding counts as
 * doing nothing. The scale of a weight is an expression of the weight:
 *
 * <pre>{@code
 * s = max|w| / QP      y = s * round(w / s)
 * }</pre>
 *
 * That of activations follows the {@link BatchRange}.
 */
final class MinMax {
  private MinMax() {}

  static Learner ofWeight(Site site, TraineeBuilder builder) {
    return new Learner(RoundingRule.BOUND, inserted -> weight(inserted, site, builder));
  }

  private static Quantize weight(Quantize inserted, Site site, TraineeBuilder builder) {
    String name = site.name();
    Value largest = Magnitude.likeScale(name + ".largest", inserted.x(), inserted, builder);
    Value integers = builder.constant(name + ".integers", largest, site.reach());
    Value exact = builder.binary(name + ".exact_step", BinaryFunction.DIV, largest, integers);
    Value scale = Floor.under(name + ".step", exact, site.scale(), builder);
    return Learner.on(inserted, scale, inserted.zeroPoint());
  }

  static Learner ofActivations(Site site, TraineeBuilder builder) {
    return new Learner(RoundingRule.BOUND, new BatchRange(site, builder)::quantizer);
  }
}
