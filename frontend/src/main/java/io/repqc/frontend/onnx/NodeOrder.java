package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The nodes that some outputs need, each after those it reads. ONNX demands this order of a file,
 * but not every writer keeps to it.
 */
final class NodeOrder {
  private static final int LONGEST_CYCLE_SHOWN = 8;
  private static final int MOST_CYCLES_SHOWN = 3;

  private enum State {
    OPEN,
    DONE
  }

  private final List<NodeProto> nodes;
  private final Problems problems;
  private final Frame frame;
  private final Map<String, Integer> producers = new HashMap<>();
  private int cycles;
  private final Map<Integer, State> states = new HashMap<>();
  private final List<NodeProto> order = new ArrayList<>();

  NodeOrder(Frame frame, List<NodeProto> nodes, Problems problems) {
    this.nodes = nodes;
    this.frame = frame;
    this.problems = problems;
    findProducers();
  }

  List<NodeProto> needed(Collection<String> outputs) {
    outputs.forEach(this::visit);
    return order;
  }

  /** The nodes that no output needed so far. */
  List<NodeProto> unneeded() {
    return IntStream.range(0, nodes.size())
        .filter(node -> !states.containsKey(node))
        .mapToObj(nodes::get)
        .toList();
  }

  /** Whether some node has an output of this name. */
  boolean produces(String name) {
    return producers.containsKey(name);
  }

  private void findProducers() {
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).getOutputList()) {
        if (frame.scope().owns(output)) {
          problems.add(
              "%s: its output %s is already an input or initializer of the graph; a name stands for one tensor",
              NodeNames.describe(frame, nodes.get(i)), Problems.quote(output));
        }
        Integer other = output.isEmpty() ? null : producers.putIfAbsent(output, i);
        if (other != null) {
          problems.add(
              "%s%s is the output of two nodes: %s and %s",
              frame.place(),
              Problems.quote(output),
              NodeNames.describe(nodes.get(other)),
              NodeNames.describe(nodes.get(i)));
        }
      }
    }
  }

  /** Depth first without recursion: a network may be some thousand nodes deep. */
  private void visit(String output) {
    Deque<Visit> stack = new ArrayDeque<>();
    enter(output, stack);
    while (!stack.isEmpty()) {
      Visit visit = stack.peek();
      if (visit.reads().hasNext()) {
        enter(visit.reads().next(), stack);
      } else {
        states.put(visit.node(), State.DONE);
        order.add(nodes.get(stack.pop().node()));
      }
    }
  }

  private void enter(String name, Deque<Visit> stack) {
    Integer node = producers.get(name);
    if (node == null) {
      return;
    }
    State state = states.putIfAbsent(node, State.OPEN);
    if (state == null) {
      stack.push(new Visit(node, reads(nodes.get(node)).iterator()));
    } else if (state == State.OPEN) {
      frame.scope().poison(name);
      if (cycles++ < MOST_CYCLES_SHOWN) {
        reportCycle(node, stack);
      }
    }
  }

  private void reportCycle(int start, Deque<Visit> stack) {
    List<String> path = new ArrayList<>();
    for (Visit visit : stack) {
      path.add(NodeNames.describe(nodes.get(visit.node())));
      if (visit.node() == start) {
        break;
      }
    }
    String shown =
        path.stream().limit(LONGEST_CYCLE_SHOWN).collect(Collectors.joining(", which feeds "));
    String rest =
        path.size() > LONGEST_CYCLE_SHOWN ? ", ... (%d nodes in all)".formatted(path.size()) : "";
    problems.add(
        path.size() == 1 ? "%s%s reads its own result" : "%scycle: %s%s, which feeds the first",
        frame.place(),
        shown,
        rest);
  }

  private record Visit(int node, Iterator<String> reads) {}

  /** The names that a node reads, those that its graphs read from around them included. */
  private static Set<String> reads(NodeProto node) {
    Set<String> names = new LinkedHashSet<>(node.getInputList());
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        names.addAll(captures(attribute.getG()));
      }
    }
    return names;
  }

  /** The parser limits how deep graphs nest, so this may recur. */
  private static Set<String> captures(GraphProto graph) {
    Set<String> own = new HashSet<>();
    graph.getInputList().stream().map(ValueInfoProto::getName).forEach(own::add);
    graph.getInitializerList().forEach(tensor -> own.add(tensor.getName()));
    graph.getNodeList().forEach(node -> own.addAll(node.getOutputList()));
    Set<String> names = new LinkedHashSet<>();
    graph.getOutputList().forEach(output -> names.add(output.getName()));
    graph.getNodeList().forEach(node -> names.addAll(reads(node)));
    names.removeAll(own);
    return names;
  }
}
