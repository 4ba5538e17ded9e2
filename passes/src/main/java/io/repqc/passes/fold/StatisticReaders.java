package io.repqc.passes.fold;

import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Rebuilds a graph so that what else reads the running averages of a BatchNorm reads its statistics
 * of the batch, too. The branches of DBB border what a BatchNorm makes with what it makes of zero;
 * they merge only as long as both are of the same statistics.
 */
public final class StatisticReaders {
  private final Map<Value, Value> statistics = new IdentityHashMap<>();

  private StatisticReaders() {}

  /** As {@link Rewrite#each}, but what BatchNorms need comes before all else. */
  public static Graph rebuild(Graph graph, BiFunction<Value, Op, Value> change) {
    StatisticReaders readers = new StatisticReaders();
    List<Output> outputs = new ArrayList<>();
    graph
        .select(value -> value.op() instanceof BatchNorm)
        .forEach(norm -> outputs.add(new Output(norm.name(), norm)));
    int norms = outputs.size();
    outputs.addAll(graph.outputs());
    Graph rebuilt =
        new Rewrite(new Graph(graph.name(), graph.inputs(), outputs))
            .each((value, op) -> readers.read(change.apply(value, readers.shared(op))));
    return new Graph(
        graph.name(), rebuilt.inputs(), rebuilt.outputs().subList(norms, rebuilt.outputs().size()));
  }

  private Op shared(Op op) {
    return op instanceof BatchNorm || op instanceof Statistic
        ? op
        : OpSchema.mapOperands(op, operand -> statistics.getOrDefault(operand, operand));
  }

  private Value read(Value value) {
    if (value.op() instanceof BatchNorm norm) {
      add(norm.mean());
      add(norm.variance());
    }
    return value;
  }

  private void add(Value value) {
    if (value.op() instanceof Statistic statistic
        && statistic.running().op() instanceof Parameter) {
      statistics.putIfAbsent(statistic.running(), value);
    }
  }
}
