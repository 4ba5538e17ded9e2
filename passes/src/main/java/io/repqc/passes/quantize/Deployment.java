package io.repqc.passes.quantize;

import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import io.repqc.ir.op.Statistic;
import io.repqc.passes.fold.UseRunningStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is deployed of a network that takes statistics of its batch: running averages in the place
 * of these, and not what only they read. Without statistics it is the network itself.
 */
record Deployment(Graph graph, Map<String, Value> byName) {

  static Deployment of(Graph graph) {
    Graph deployed = UseRunningStatistics.in(graph);
    Map<String, Value> byName = new HashMap<>();
    deployed.values().forEach(value -> byName.put(value.name(), value));
    return new Deployment(deployed, byName);
  }

  /** What stands for a value of the network, unless only statistics read it. */
  Optional<Value> find(Value value) {
    return value.op() instanceof Statistic statistic
        ? find(statistic.running())
        : Optional.ofNullable(byName.get(value.name()));
  }
}
