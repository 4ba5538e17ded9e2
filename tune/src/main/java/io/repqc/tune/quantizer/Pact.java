package io.repqc.tune.quantizer;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.tune.Group;
import io.repqc.tune.engine.RoundingRule;

/**
 * Parameterized clipping activation (Choi et al., arXiv 1805.06085): {@code alpha}, where an
 * activation is clipped, is a parameter with a decay of its own,
 *
 * <pre>{@code
 * y = round(clip(x, 0, alpha) * (2^k - 1) / alpha) * alpha / (2^k - 1)
 * dy/dx = 1 inside, else 0      dy/dalpha = 1 where x >= alpha, else 0
 * }</pre>
 *
 * The paper is about rectified activations. What is signed, such as the network's input, keeps its
 * zero point: alpha is the farther end, and the other one moves in proportion.
 */
final class Pact {
  private Pact() {}

  static Learner of(Site site, TraineeBuilder builder) {
    String name = site.name();
    long steps = Math.max(site.maximum() - site.zeroPoint(), site.zeroPoint() - site.minimum());
    Tensor scale = site.scale();
    Tensor initial = Tensor.generate(scale.type(), i -> steps * scale.number(i));
    Value alpha = Floor.trained(name + ".clipping", initial, Group.CLIPPING, 1, builder);
    Value divisor = builder.constant(name + ".steps", alpha, steps);
    Value step = builder.binary(name + ".step", BinaryFunction.DIV, alpha, divisor);
    return Learner.scaledBy(step, RoundingRule.BOUND);
  }
}
