package io.repqc.tune;

import io.repqc.compiler.tune.TuneResult.LearnedBits;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.tune.engine.RoundingRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
 * @param kept brings trained numbers back to where they have a meaning, after each update: a step
 *     is positive
 * @param settled makes of trained numbers those that are deployed, such as whole bits
 * @param bits how many bits the channels of weights have by such numbers, where these are learned
 */
public record Trainee(
    Model model,
    Map<String, Group> groups,
    Map<String, RoundingRule> rules,
    Map<String, Double> shares,
    Optional<Value> size,
    UnaryOperator<Map<String, Tensor>> kept,
    UnaryOperator<Map<String, Tensor>> settled,
    Function<Map<String, Tensor>, List<LearnedBits>> bits) {

  public Trainee {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    rules = Map.copyOf(rules);
    shares = Map.copyOf(shares);
  }
}
