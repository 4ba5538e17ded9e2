package io.repqc.frontend.onnx.write;

import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each tensor of the file is called. Inputs come first, then outputs, whose names go to the
 * values that they show; then parameters and all others, each under its own name if it is free.
 */
final class TensorNames {
  private final UniqueNames tensors = new UniqueNames();
  private final UniqueNames nodes = new UniqueNames();
  private final Map<Value, String> names = new IdentityHashMap<>();
  private final Map<Value, String> nodeNames = new IdentityHashMap<>();
  private final List<String> outputs = new ArrayList<>();

  TensorNames(Graph graph) {
    graph.inputs().forEach(input -> names.put(input, tensors.of(input.name(), "input")));
    graph.outputs().forEach(output -> outputs.add(nameOutput(output)));
    graph.parameters().forEach(this::name);
    graph.values().forEach(this::name);
    graph.values().forEach(value -> nodeNames.put(value, nodes.of(value.name(), "node")));
  }

  private void name(Value value) {
    if (!names.containsKey(value)) {
      names.put(value, tensors.of(value.name(), "value"));
    }
  }

  private String nameOutput(Output output) {
    Value value = source(output.value());
    if (UniqueNames.valid(output.name()).equals(names.get(value))) {
      return names.get(value);
    }
    String name = tensors.of(output.name(), "output");
    if (!names.containsKey(value) && (!isGiven(value) || output.name().equals(value.name()))) {
      names.put(value, name);
    }
    return name;
  }

  /** Whether no node computes the value. */
  private static boolean isGiven(Value value) {
    return value.op() instanceof Input
        || value.op() instanceof Parameter
        || value.op() instanceof Constant;
  }

  /** Where the numbers of a value lie in a network for deployment. */
  static Value source(Value value) {
    Value source = value;
    while (source.op() instanceof Statistic statistic) {
      source = statistic.running();
    }
    return source;
  }

  String of(Value value) {
    return names.get(source(value));
  }

  /** The name of the node that computes {@code value}. */
  String node(Value value) {
    return nodeNames.get(value);
  }

  String output(int index) {
    return outputs.get(index);
  }

  /** A name for a tensor on the way to {@code value}. */
  String derived(Value value, String suffix) {
    return tensors.of(of(value) + "." + suffix, suffix);
  }

  /** A name for a node that computes the tensor {@code name}. */
  String derivedNode(String name) {
    return nodes.of(name, "node");
  }
}
