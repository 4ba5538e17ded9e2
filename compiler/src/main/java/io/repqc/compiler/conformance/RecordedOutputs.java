package io.repqc.compiler.conformance;

import io.repqc.compiler.compare.Comparison;
import io.repqc.compiler.compare.Tolerance;
import io.repqc.ir.Graph;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the outputs of a graph to recorded ones: same types, same shapes, near enough numbers. */
final class RecordedOutputs {
  private RecordedOutputs() {}

  /** A sentence for each output that differs. */
  static List<String> compare(Graph graph, List<Tensor> expected, Map<String, Tensor> found) {
    if (expected.size() != graph.outputs().size()) {
      String counts = "there are %d outputs recorded, the model has %d";
      return List.of(counts.formatted(expected.size(), graph.outputs().size()));
    }
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      Output output = graph.outputs().get(i);
      difference(output, expected.get(i), found.get(output.name()))
          .ifPresent(
              problem -> problems.add("output \"%s\": %s".formatted(output.name(), problem)));
    }
    return problems;
  }

  private static Optional<String> difference(Output output, Tensor expected, Tensor found) {
    if (!found.type().equals(expected.type())) {
      return Optional.of("found %s, expected %s".formatted(found.type(), expected.type()));
    }
    Comparison comparison = Comparison.of(expected, found, tolerance(output.value()));
    return comparison.holds() ? Optional.empty() : Optional.of(comparison.toString());
  }

  /** An integer that a quantizer rounds may go one step up or down, where it is about halfway. */
  private static Tolerance tolerance(Value value) {
    if (value.elementType().isFloat()) {
      return Tolerance.FLOAT;
    }
    return isQuantized(value) ? Tolerance.ONE_STEP : Tolerance.EXACT;
  }

  private static boolean isQuantized(Value value) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Value> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      Value next = open.pop();
      if (next.op() instanceof Quantize) {
        return true;
      }
      OpSchema.operands(next.op()).stream().filter(seen::add).forEach(open::push);
    }
    return false;
  }
}
