package io.repqc.passes.fold;

import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Statistic;
import io.repqc.passes.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * For training, a BatchNorm normalises by the mean and variance of the very batch that it is given,
 * and keeps the running averages beside them (RepQ-BN: they stay functions of input and weight):
 *
 * <pre>{@code
 * batch_norm(y, g, b, m, v)
 *   ->  batch_norm(y, g, b, statistic(mean(y), m), statistic(mean((y - mean(y))^2), v))
 * }</pre>
 */
public final class UseBatchStatistics implements Rule {
  @Override
  public Optional<Value> apply(Value value, Context context) {
    if (!(value.op() instanceof BatchNorm norm) || norm.mean().op() instanceof Statistic) {
      return Optional.empty();
    }
    if (!(norm.mean().op() instanceof Parameter && norm.variance().op() instanceof Parameter)) {
      return context.noMatch(value, "its statistics are no running averages");
    }
    return Optional.of(new Naming(value.name(), context).normalised(norm));
  }

  /** Makes values whose names begin like that of the BatchNorm. */
  private record Naming(String base, Context context) {

    Value normalised(BatchNorm norm) {
      Value mean = mean("mean", norm.x());
      Value centre = named("centre", new Reshape(mean, perChannel(norm.x())));
      Value centred = named("centred", new Binary(BinaryFunction.SUB, norm.x(), centre));
      Value squared = named("squared", new Binary(BinaryFunction.MUL, centred, centred));
      Value variance = mean("variance", squared);
      return Value.of(
          base,
          new BatchNorm(
              norm.x(),
              norm.scale(),
              norm.shift(),
              named("batch_mean", new Statistic(mean, norm.mean())),
              named("batch_variance", new Statistic(variance, norm.variance())),
              norm.epsilon()));
    }

    private Value mean(String name, Value x) {
      List<Integer> axes =
          IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).boxed().toList();
      return named(name, new Reduce(ReduceFunction.MEAN, x, axes, false));
    }

    private Value named(String name, Op op) {
      return context.named(base + "." + name, op);
    }
  }

  /** A shape of one number a channel that broadcasts over x. */
  private static List<Integer> perChannel(Value x) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(x.shape().rank(), 1));
    dims.set(1, x.type().dim(1));
    return dims;
  }
}
