package io.repqc.tune.torch;

import io.repqc.ir.Graph;
import io.repqc.ir.Value;
import io.repqc.ir.op.Parameter;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/** What of a graph does not change from run to run; it is computed once and kept. */
final class Prepared {
  private final Graph graph;
  private final Reading reading;
  private final Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> kept = new LinkedHashSet<>();
  private final Map<Value, Tensor> tensors = new IdentityHashMap<>();

  /** {@code isChanging} says where change enters the graph; it spreads from there. */
  Prepared(Graph graph, Reading reading, Predicate<Value> isChanging) {
    this.graph = graph;
    this.reading = reading;
    for (Value value : graph.values()) {
      if (!isChanging.test(value) && known.containsAll(reading.operands(value))) {
        known.add(value);
      } else {
        reading.operands(value).stream().filter(known::contains).forEach(kept::add);
      }
    }
    graph.outputs().stream()
        .filter(output -> known.contains(output.value()))
        .forEach(output -> kept.add(output.value()));
  }

  /** What remains to be computed for {@code roots}. */
  Stage rest(Collection<Value> roots) {
    return Stage.of(graph, reading, roots, known::contains);
  }

  /** Gives a pass what is prepared. */
  void prepare(Pass pass) {
    if (tensors.isEmpty()) {
      Scopes.withoutDerivatives(
          () -> {
            Stage stage = Stage.of(graph, reading, kept, value -> false);
            pass.compute(stage);
            kept.forEach(value -> tensors.put(value, keep(value, pass.of(value))));
            return null;
          });
    }
    pass.putAll(tensors);
  }

  private static Tensor keep(Value value, Tensor tensor) {
    return value.op() instanceof Parameter ? tensor : Scopes.keep(tensor);
  }

  /** All is to be computed anew. */
  void forget() {
    tensors.forEach(
        (value, tensor) -> {
          if (!(value.op() instanceof Parameter)) {
            tensor.close();
          }
        });
    tensors.clear();
  }
}
