package io.repqc.passes.repair;

import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Reshape;
import java.util.Optional;
import java.util.Set;

/**
 * Which ops let positive factors, one a channel, through to their result: f(s * x) = s * f(x).
 * Rectifiers do, whatever their slope; so do pooling and means over positions.
 */
final class Homogeneity {
  private static final Set<ReduceFunction> REDUCTIONS =
      Set.of(ReduceFunction.MEAN, ReduceFunction.SUM, ReduceFunction.MAX, ReduceFunction.MIN);

  private Homogeneity() {}

  /** What {@code value} gets its factors from, with channels along the same {@code axis}. */
  static Optional<Value> source(Value value, int axis) {
    Op op = value.op();
    if (op instanceof Clamp clamp) {
      return when(isOpenOrZero(clamp.low()) && isOpenOrZero(clamp.high()), clamp.x());
    }
    if (op instanceof Binary binary) {
      return when(isRectifier(binary, value), binary.left());
    }
    if (op instanceof Pool pool) {
      return when(axis == 1, pool.x());
    }
    if (op instanceof Reduce reduce) {
      return when(REDUCTIONS.contains(reduce.function()) && keeps(reduce, axis), reduce.x());
    }
    return op instanceof Reshape reshape
        ? when(axis == 1 && splitsChannels(reshape.x().shape(), value.shape()), reshape.x())
        : Optional.empty();
  }

  private static Optional<Value> when(boolean passes, Value source) {
    return passes ? Optional.of(source) : Optional.empty();
  }

  private static boolean isOpenOrZero(double bound) {
    return bound == 0 || Double.isInfinite(bound);
  }

  private static boolean isRectifier(Binary binary, Value value) {
    return binary.function() == BinaryFunction.PRELU
        && binary.right() != binary.left()
        && binary.left().shape().equals(value.shape());
  }

  private static boolean keeps(Reduce reduce, int axis) {
    return reduce.axes().stream().allMatch(a -> a > axis || a != axis && reduce.keepDims());
  }

  /** A channel may become several neighbours. */
  private static boolean splitsChannels(Shape before, Shape after) {
    return before.rank() > 1
        && after.rank() > 1
        && before.dim(0) == after.dim(0)
        && before.dim(1) > 0
        && after.dim(1) % before.dim(1) == 0;
  }
}
