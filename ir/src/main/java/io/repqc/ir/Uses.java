package io.repqc.ir;

import io.repqc.ir.op.OpSchema;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** For each value of a graph, the values whose ops read it: a use index. */
public final class Uses {
  private final Map<Value, List<Value>> users = new IdentityHashMap<>();
  private final Map<Value, Integer> outputs = new IdentityHashMap<>();

  Uses(Graph graph) {
    for (Value user : graph.values()) {
      for (Value operand : OpSchema.operands(user.op())) {
        users.computeIfAbsent(operand, key -> new ArrayList<>()).add(user);
      }
    }
    graph.outputs().forEach(output -> outputs.merge(output.value(), 1, Integer::sum));
  }

  /** The values that read {@code value}, in graph order; one that reads it twice is there twice. */
  public List<Value> of(Value value) {
    return users.getOrDefault(value, List.of());
  }

  /** How often {@code value} is read, as an operand or as an output of the graph. */
  public int count(Value value) {
    return of(value).size() + outputs.getOrDefault(value, 0);
  }
}
