package io.repqc.passes.repair;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.passes.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the links of a graph, and says why other layers are not linked. */
final class Links {
  private final Graph graph;
  private final DataSide data;
  private final Uses uses;
  private final String rule;
  private final Reasons reasons;

  Links(Graph graph, String rule, Reasons reasons) {
    this.graph = graph;
    this.data = new DataSide(graph);
    this.uses = graph.uses();
    this.rule = rule;
    this.reasons = reasons;
  }

  /** In the order of the graph. */
  List<Link> find() {
    List<Link> links = new ArrayList<>();
    for (Value value : graph.values()) {
      Layer.of(value).flatMap(this::before).ifPresent(links::add);
    }
    return links;
  }

  private Optional<Link> before(Layer second) {
    Value value = second.x();
    while (data.contains(value) && !data.operands(value).isEmpty()) {
      if (uses.count(value) > 1) {
        return refuse(value, "it is read elsewhere, too");
      }
      Optional<Layer> first = Layer.of(value);
      if (first.isPresent()) {
        return link(first.get(), second);
      }
      Optional<Value> source = Homogeneity.source(value, second.axis());
      if (source.isEmpty()) {
        return refuse(value, "factors do not pass through " + describe(value.op()));
      }
      value = source.get();
    }
    return Optional.empty();
  }

  private Optional<Link> link(Layer first, Layer second) {
    if (first.axis() != second.axis()) {
      return refuse(second.value(), "it sums over another axis than the channels before it");
    }
    return isFree(first) && isFree(second)
        ? Optional.of(new Link(first, second))
        : Optional.empty();
  }

  private boolean isFree(Layer layer) {
    if (data.contains(layer.weight()) || data.contains(layer.bias())) {
      return refuse(layer.value(), "its weight depends on the data").isPresent();
    }
    if (uses.count(layer.weight()) > 1) {
      return refuse(layer.value(), "its weight is used elsewhere, too").isPresent();
    }
    return !isQuantized(layer.weight())
        || refuse(layer.value(), "its weight is quantized already").isPresent();
  }

  private static boolean isQuantized(Value weight) {
    return new Graph("", List.of(), List.of(new Output("", weight)))
        .values().stream().anyMatch(value -> value.op() instanceof Dequantize);
  }

  private static String describe(Op op) {
    return op instanceof Clamp clamp
        ? "a clamp to [%s, %s]".formatted(clamp.low(), clamp.high())
        : OpSchema.mnemonic(op);
  }

  private Optional<Link> refuse(Value value, String reason) {
    reasons.add(rule, value, reason);
    return Optional.empty();
  }
}
