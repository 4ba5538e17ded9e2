package io.repqc.ir;

import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The one door through which graphs change: a rebuild, value by value, after the operands. */
public final class Rewrite {
  private final Graph graph;
  private final Map<Value, Value> rebuilt = new IdentityHashMap<>();

  public Rewrite(Graph graph) {
    this.graph = graph;
  }

  /**
   * Replaces every value by what {@code change} makes of it; it is given the original value and its
   * op on the rebuilt operands.
   */
  public Graph each(BiFunction<Value, Op, Value> change) {
    for (Value value : graph.values()) {
      Op op = OpSchema.mapOperands(value.op(), rebuilt::get);
      rebuilt.put(value, change.apply(value, op));
    }
    List<Output> outputs =
        graph.outputs().stream()
            .map(output -> new Output(output.name(), rebuilt.get(output.value())))
            .toList();
    return new Graph(graph.name(), graph.inputs().stream().map(rebuilt::get).toList(), outputs);
  }

  /** The original value, or its copy if an operand changed. */
  public static Value keep(Value value, Op op) {
    return op == value.op() ? value : Value.of(value.name(), op);
  }
}
