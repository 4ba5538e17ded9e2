package io.repqc.cli.picture;

import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The values of a graph that lead from its inputs to its outputs; the outputs themselves in any
 * case.
 *
 * <p>A {@link Statistic} is no part of it, although it depends on the data: it belongs to a weight
 * or a normalization, and would hang a second network beside the first.
 */
final class DataPath {
  private final Set<Value> members = identitySet();
  private final List<Value> values;

  DataPath(Graph graph) {
    Set<Value> dependent = dependent(graph);
    ArrayDeque<Value> open = new ArrayDeque<>(graph.inputs());
    graph.outputs().forEach(output -> open.add(output.value()));
    while (!open.isEmpty()) {
      Value value = open.remove();
      if (members.add(value)) {
        OpSchema.operands(value.op()).stream().filter(dependent::contains).forEach(open::add);
      }
    }
    values = graph.select(members::contains);
  }

  /** In the graph's order. */
  List<Value> values() {
    return values;
  }

  boolean contains(Value value) {
    return members.contains(value);
  }

  /** All that a value off this path is made of, down to parameters, constants and this path. */
  List<Value> expression(Value root) {
    List<Value> expression = new ArrayList<>();
    Set<Value> seen = identitySet();
    ArrayDeque<Value> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Value value = open.remove();
      if (!contains(value) && seen.add(value)) {
        expression.add(value);
        open.addAll(OpSchema.operands(value.op()));
      }
    }
    return expression;
  }

  static boolean isLeaf(Value value) {
    return value.op() instanceof Parameter || value.op() instanceof Constant;
  }

  private static Set<Value> dependent(Graph graph) {
    Set<Value> dependent = identitySet();
    for (Value value : graph.values()) {
      boolean reads = OpSchema.operands(value.op()).stream().anyMatch(dependent::contains);
      if (value.op() instanceof Input || (reads && !(value.op() instanceof Statistic))) {
        dependent.add(value);
      }
    }
    return dependent;
  }

  private static Set<Value> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
