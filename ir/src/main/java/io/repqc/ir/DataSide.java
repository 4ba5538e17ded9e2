package io.repqc.ir;

import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The values of a graph that depend on one of its inputs; all others are known before it runs: the
 * weights and what is made of them.
 */
public final class DataSide {
  private final Graph graph;
  private final Set<Value> members = Collections.newSetFromMap(new IdentityHashMap<>());

  public DataSide(Graph graph) {
    this.graph = graph;
    for (Value value : graph.values()) {
      if (value.op() instanceof Input || !operands(value).isEmpty()) {
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
