package io.repqc.passes.fold;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Names;
import io.repqc.ir.Rewrite;
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
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
public final class UseBatchStatistics implements Pass {
  @Override
  public String name() {
    return "use-batch-statistics";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Names names = Names.of(model.graph());
    Graph graph =
        StatisticReaders.rebuild(
            model.graph(),
            (value, op) ->
                op instanceof BatchNorm norm && readsAverages(value, norm, reasons)
                    ? new Naming(value.name(), names).normalised(norm)
                    : Rewrite.keep(value, op));
    return new Model(graph, model.parameters());
  }

  private boolean readsAverages(Value value, BatchNorm norm, Reasons reasons) {
    boolean isSo =
        norm.mean().op() instanceof Parameter && norm.variance().op() instanceof Parameter;
    if (!isSo && !(norm.mean().op() instanceof Statistic)) {
      reasons.add(name(), value, "its statistics are no running averages");
    }
    return isSo;
  }

  /** Makes values whose names begin like that of the BatchNorm. */
  private record Naming(String base, Names names) {

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
      return names.value(base + "." + name, op);
    }
  }

  /** A shape of one number a channel that broadcasts over x. */
  private static List<Integer> perChannel(Value x) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(x.shape().rank(), 1));
    dims.set(1, x.type().dim(1));
    return dims;
  }
}
