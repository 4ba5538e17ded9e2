package io.repqc.tune.quantizer;

import io.repqc.ir.Value;
import io.repqc.tune.Group;
import io.repqc.tune.engine.RoundingRule;

/**
 * Learned step size quantization (Esser et al., arXiv 1902.08153): the step {@code s} is a
 * parameter,
 *
 * <pre>{@code
 * y = s * round(clip(x / s, -QN, QP))
 * dy/dx = 1 inside, else 0      dy/ds = round(x/s) - x/s inside, else -QN or QP
 * }</pre>
 *
 * and the derivative of the loss by {@code s} counts {@code 1 / sqrt(N * QP)}, where N is how many
 * numbers share the step: those of a filter, or of the activations of one item.
 */
final class Lsq {
  private Lsq() {}

  static Learner of(Site site, RoundingRule rule, TraineeBuilder builder) {
    return Learner.scaledBy(step(site, builder), rule);
  }

  static Value step(Site site, TraineeBuilder builder) {
    double share = share(site, builder.batch());
    return Floor.trained(site.name() + ".step", site.scale(), Group.QUANTIZER, share, builder);
  }

  static double share(Site site, int batch) {
    return 1 / Math.sqrt((double) site.numbersPerScale(batch) * site.reach());
  }
}
