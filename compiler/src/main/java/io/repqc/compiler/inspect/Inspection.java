package io.repqc.compiler.inspect;

import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to say of a network. {@code ops} counts the layers by op, the most frequent first;
 * the parameters and the constants (those of more than one number) are what the outputs depend on.
 */
public record Inspection(
    String name,
    List<Value> inputs,
    List<Output> outputs,
    Map<String, Long> ops,
    List<Value> parameters,
    List<Value> constants,
    List<Layer> layers,
    List<String> hints) {

  public static Inspection of(Graph graph) {
    List<Layer> layers = Layers.of(graph);
    return new Inspection(
        graph.name(),
        graph.inputs(),
        graph.outputs(),
        countOps(layers),
        graph.parameters(),
        graph.select(Layers::holdsNumbers),
        layers,
        hints(graph));
  }

  public List<Value> parameters(boolean trainable) {
    return parameters.stream()
        .filter(value -> ((Parameter) value.op()).trainable() == trainable)
        .toList();
  }

  /** The sum over the layers, at the batch size of the graph. */
  public long multiplyAccumulates() {
    return layers.stream().mapToLong(Layer::multiplyAccumulates).sum();
  }

  private static Map<String, Long> countOps(List<Layer> layers) {
    Map<String, Long> counts = new LinkedHashMap<>();
    layers.forEach(layer -> counts.merge(layer.op(), 1L, Long::sum));
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    Map<String, Long> ordered = new LinkedHashMap<>();
    sorted.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  private static List<String> hints(Graph graph) {
    return mayBeFolded(graph)
        ? List.of("no branches and no BatchNorm found: were they folded at export?")
        : List.of();
  }

  private static boolean mayBeFolded(Graph graph) {
    boolean convolves = graph.values().stream().anyMatch(Inspection::isFloatConvolution);
    boolean isTrained =
        graph.values().stream()
            .map(Value::op)
            .anyMatch(
                op -> op instanceof BatchNorm || op instanceof Statistic || op instanceof Quantize);
    return convolves && !isTrained && !new Branches(graph).exist();
  }

  private static boolean isFloatConvolution(Value value) {
    return value.op() instanceof Convolution && value.elementType().isFloat();
  }
}
