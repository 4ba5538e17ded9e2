package io.repqc.passes.quantize;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.Reduce;
import java.util.Map;
import java.util.Optional;

/** How large an integer each reader of a 16-bit value can take, so that its sums fit 32 bits. */
record AccumulatorLimits(
    Sites sites, LayerScales weights, Map<Value, Tensor> numbers, Map<Value, Levels> levels) {
  private static final double LARGEST_SUM = Integer.MAX_VALUE;
  private static final int LARGEST_CONSTANT = 255;

  /**
   * The range of {@code wide} in as many steps as every reader of the site can take; all of the
   * storage if that is possible.
   */
  Levels limited(Value owner, Levels wide) {
    double most =
        sites.scalings().values().stream()
            .filter(value -> sites.scalings().rule(value) == ScaleRule.SUMS && reads(value, owner))
            .mapToDouble(value -> most(value, owner, wide))
            .min()
            .orElse(LARGEST_SUM);
    if (most >= largest(wide)) {
      return wide;
    }
    int steps = (int) most;
    float scale = (float) ((double) wide.scale() * wide.maximum() / steps);
    return new Levels(wide.storage(), scale, wide.zeroPoint(), -steps, steps);
  }

  private boolean reads(Value value, Value owner) {
    return Scalings.carriers(value).stream().anyMatch(operand -> sites.owner(operand) == owner);
  }

  private double most(Value value, Value owner, Levels wide) {
    Optional<Layer> layer = Layer.of(value, sites.scalings().data());
    if (layer.isPresent()) {
      return most(layer.get(), wide);
    }
    Op op = value.op();
    if (op instanceof MatMul product) {
      int depth = product.left().type().dim(product.left().type().rank() - 1);
      return LARGEST_SUM / depth / other(owner, product.left(), product.right(), wide);
    }
    if (op instanceof Binary binary && binary.function() == BinaryFunction.MUL) {
      return LARGEST_SUM / other(owner, binary.left(), binary.right(), wide);
    }
    if (op instanceof Reduce reduce) {
      return LARGEST_SUM * value.shape().count() / reduce.x().shape().count();
    }
    return op instanceof Pool pool
        ? LARGEST_SUM / pool.size().stream().reduce(1, (a, b) -> a * b)
        : LARGEST_SUM;
  }

  /**
   * The sum of a channel's weights times the integer, and the bias, which is the larger the finer
   * the steps are.
   */
  private double most(Layer layer, Levels wide) {
    double range = (double) wide.scale() * wide.maximum();
    double[] sums = sums(layer);
    double[] bias =
        layer.bias().map(value -> numbers.get(value).toNumbers()).orElse(new double[sums.length]);
    float[] scales = weights.of(layer);
    double most = LARGEST_SUM;
    for (int channel = 0; channel < sums.length; channel++) {
      double ofBias = largest(bias, channel, sums.length) / range / scale(scales, channel);
      most = Math.min(most, (LARGEST_SUM - 1) / (sums[channel] + ofBias));
    }
    return most;
  }

  /** Where several channels have one index along the weight's axis, the largest of theirs. */
  private static double largest(double[] bias, int channel, int step) {
    double largest = 0;
    for (int i = channel; i < bias.length; i += step) {
      largest = Math.max(largest, Math.abs(bias[i]));
    }
    return largest;
  }

  private static float scale(float[] scales, int channel) {
    return scales[scales.length == 1 ? 0 : channel];
  }

  /** The sum of the magnitudes of the integer weights of each channel. */
  private double[] sums(Layer layer) {
    Tensor weight = numbers.get(layer.weight());
    float[] scales = weights.of(layer);
    int inner = weight.shape().count(layer.axis() + 1, weight.shape().rank());
    double[] sums = new double[weight.shape().dim(layer.axis())];
    for (int i = 0; i < weight.count(); i++) {
      int channel = i / inner % sums.length;
      sums[channel] += Math.abs(Math.rint(weight.number(i) / scale(scales, channel)));
    }
    return sums;
  }

  /** The largest distance from its zero of what the site is multiplied by. */
  private double other(Value owner, Value left, Value right, Levels wide) {
    Value other = sites.owner(left) == owner ? right : left;
    if (sites.owner(other) == owner) {
      return largest(wide);
    }
    return sites.isHeld(other) ? largest(levels.get(sites.owner(other))) : LARGEST_CONSTANT;
  }

  private static int largest(Levels levels) {
    return Math.max(levels.maximum() - levels.zeroPoint(), levels.zeroPoint() - levels.minimum());
  }
}
