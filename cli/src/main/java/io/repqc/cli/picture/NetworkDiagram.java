package io.repqc.cli.picture;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The diagram of a graph: the way of the data from the inputs to the outputs.
 *
 * <p>What does not depend on the data is folded into the box that reads it: its parameters and
 * constants stand in the tooltip, and where it is an expression the box says of how many ops.
 */
public final class NetworkDiagram {
  private final DataPath path;
  private final List<Diagram.Node> nodes = new ArrayList<>();
  private final List<Diagram.Edge> edges = new ArrayList<>();

  private NetworkDiagram(Graph graph) {
    this.path = new DataPath(graph);
    path.values().forEach(this::addValue);
    graph.outputs().forEach(this::addOutput);
  }

  public static Diagram of(Graph graph) {
    NetworkDiagram network = new NetworkDiagram(graph);
    return new Diagram(network.nodes, network.edges);
  }

  private void addValue(Value value) {
    Caption caption = Captions.of(value);
    List<String> details = new ArrayList<>(caption.details());
    List<String> tooltip =
        new ArrayList<>(List.of(value.toString(), OpSchema.mnemonic(value.op())));
    OpSchema.values(value.op())
        .forEach(
            (component, content) -> {
              for (Value operand : operands(component, content)) {
                if (path.contains(operand)) {
                  addEdge(operand, id(value));
                } else {
                  fold(component.name(), operand, details, tooltip);
                }
              }
            });
    nodes.add(
        new Diagram.Node(
            id(value), caption.title(), details, String.join("\n", tooltip), caption.kind()));
  }

  private static List<Value> operands(OpSchema.Component component, Object content) {
    if (!component.isOperand()) {
      return List.of();
    }
    List<?> operands = content instanceof List<?> list ? list : List.of(content);
    return operands.stream().map(Value.class::cast).toList();
  }

  private void fold(String name, Value operand, List<String> details, List<String> tooltip) {
    List<Value> expression = path.expression(operand);
    List<Value> leaves = expression.stream().filter(DataPath::isLeaf).toList();
    int ops = expression.size() - leaves.size();
    if (ops == 0) {
      tooltip.add(name + " " + operand);
    } else {
      String count = ops == 1 ? "1 op" : ops + " ops";
      details.add(name + ": " + count);
      tooltip.add(name + " " + operand + ", " + count + " of " + names(leaves));
    }
  }

  private static String names(List<Value> values) {
    return values.stream().map(value -> "%" + value.name()).collect(Collectors.joining(", "));
  }

  private void addOutput(Output output) {
    String id = "output " + nodes.size() + " " + output.name();
    List<String> details = List.of(output.value().elementType().toString());
    String tooltip = output.name() + "\n" + output.value();
    nodes.add(new Diagram.Node(id, output.name(), details, tooltip, Diagram.Kind.OUTPUT));
    addEdge(output.value(), id);
  }

  private void addEdge(Value from, String to) {
    edges.add(new Diagram.Edge(id(from), to, label(from.type())));
  }

  private static String id(Value value) {
    return "%" + value.name();
  }

  /** The shape, and the elements where they are not the usual {@code f32}. */
  private static String label(TensorType type) {
    String dims =
        type.shape().dims().stream().map(String::valueOf).collect(Collectors.joining("×"));
    String shape = dims.isEmpty() ? "scalar" : dims;
    return type.elementType() == ElementType.F32 ? shape : shape + " " + type.elementType();
  }
}
