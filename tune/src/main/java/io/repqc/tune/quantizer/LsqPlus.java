package io.repqc.tune.quantizer;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.tune.Group;
import io.repqc.tune.engine.RoundingRule;
import java.util.Map;

/**
 * LSQ+ (Bhalgat et al., arXiv 2004.09576) of activations: step {@code s} and offset {@code b} are
 * parameters. Borders are padded with zero, which has to be a level, so the zero point is an
 * integer and the paper's {@code s * round(clip((x - b) / s, n, p)) + b} is computed at the nearest
 * offset on the grid:
 *
 * <pre>{@code
 * z = clip(round(-b / s), n, p)      y = s * (clip(round(x / s) + z, n, p) - z)
 * }</pre>
 *
 * Rounding counts as doing nothing in {@code z} too; where {@code b} lies on the grid the
 * derivatives are then the paper's: {@code dy/db} is 0 inside and 1 outside, {@code dy/ds} is
 * {@code round(x/s) - x/s} inside and n or p outside. Weights have no offset: they learn as by
 * {@link Lsq} and only start elsewhere.
 */
final class LsqPlus {
  private LsqPlus() {}

  static Learner of(Site site, RoundingRule rule, TraineeBuilder builder) {
    String name = site.name();
    Value step = Lsq.step(site, builder);
    Tensor initial = onGrid(site.scale(), site.zeroPoint());
    double share = Lsq.share(site, builder.batch());
    Value offset = builder.trained(name + ".offset", initial, Group.QUANTIZER, share);
    builder.settle(numbers -> settle(numbers, step.name(), offset.name(), site));
    Value zeroPoint = zeroPoint(name + ".zero_point", offset, step, site, builder);
    return new Learner(rule, inserted -> Learner.on(inserted, step, zeroPoint));
  }

  /** The integer nearest to where zero lies, by a rounding that counts as doing nothing. */
  private static Value zeroPoint(
      String name, Value offset, Value step, Site site, TraineeBuilder builder) {
    Value steps = builder.binary(name + ".offset", BinaryFunction.DIV, offset, step);
    Value zero = builder.value(name + ".real", new Unary(UnaryFunction.NEG, steps));
    Value rounded = builder.value(name + ".rounded", new Unary(UnaryFunction.ROUND, zero));
    return builder.value(name, new Clamp(rounded, site.minimum(), site.maximum()));
  }

  /** Puts the offset on the grid, so that no later division can round it to another integer. */
  private static void settle(Map<String, Tensor> numbers, String step, String offset, Site site) {
    if (numbers.containsKey(step) && numbers.containsKey(offset)) {
      Tensor scale = numbers.get(step);
      double zero = Math.rint(-quotient(numbers.get(offset), scale));
      long zeroPoint = (long) Math.max(site.minimum(), Math.min(site.maximum(), zero));
      numbers.put(offset, onGrid(scale, zeroPoint));
    }
  }

  /** As the graph divides: rounded to the type of the operands. */
  private static double quotient(Tensor offset, Tensor scale) {
    return Tensor.scalar(scale.elementType(), offset.number(0) / scale.number(0)).number(0);
  }

  private static Tensor onGrid(Tensor scale, long zeroPoint) {
    return Tensor.generate(scale.type(), i -> -zeroPoint * scale.number(i));
  }
}
