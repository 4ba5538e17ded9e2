package io.repqc.ir;

import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Statistic;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The values of a graph that depend on one of its inputs; all others are known before it runs: the
 * weights and what is made of them.
 */
public final class DataSide {
  private final Graph graph;
  private final Set<Value> members = Collections.newSetFromMap(new IdentityHashMap<>());

  public DataSide(Graph graph) {
    this(graph, value -> true);
  }

  /** What depends on an input once running averages stand in the place of statistics. */
  public static DataSide deployed(Graph graph) {
    return new DataSide(graph, value -> !(value.op() instanceof Statistic));
  }

  private DataSide(Graph graph, Predicate<Value> depends) {
    this.graph = graph;
    for (Value value : graph.values()) {
      boolean isReached = depends.test(value) && !operands(value).isEmpty();
      if (value.op() instanceof Input || isReached) {
        members.add(value);
      }
    }
  }

  public boolean contains(Value value) {
    return members.contains(value);
  }

  /** What is computed from an input, in graph order; not the inputs themselves. */
  public List<Value> computed() {
    return graph.select(value -> contains(value) && !(value.op() instanceof Input));
  }

  /** The operands of {@code value} that are on this side. */
  public List<Value> operands(Value value) {
    return OpSchema.operands(value.op()).stream().filter(this::contains).toList();
  }
}
