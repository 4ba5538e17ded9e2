package io.repqc.tune;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.tune.engine.RoundingRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A network as it is trained: merged, with its weights unmaterialized and quantizers on top of
 * them.
 *
 * @param groups the trained parameters, by name
 * @param rules how quantizers learn, by the name of their {@code Quantize}
 * @param shares by what the derivative of a parameter is multiplied before it counts, 1 if not said
 * @param size the size of the weights in megabytes, a single number of the graph, where bits are
 *     learned
 * @param settled makes of trained numbers those that are deployed, such as whole bits
 */
public record Trainee(
    Model model,
    Map<String, Group> groups,
    Map<String, RoundingRule> rules,
    Map<String, Double> shares,
    Optional<Value> size,
    UnaryOperator<Map<String, Tensor>> settled) {

  public Trainee {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    rules = Map.copyOf(rules);
    shares = Map.copyOf(shares);
  }
}
