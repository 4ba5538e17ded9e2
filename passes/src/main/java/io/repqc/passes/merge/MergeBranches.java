package io.repqc.passes.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every linear region becomes the cheapest set of single convolutions:
 *
 * <pre>{@code
 * add(conv(x, a), conv(x, b))  ->  conv(x, a + b)
 * }</pre>
 *
 * The merged weights are expressions of the parameters; nothing is evaluated.
 */
public final class MergeBranches implements Pass {
  private final Consumer<Regions> listener;

  /** {@code listener} is told what each run merged. */
  public MergeBranches(Consumer<Regions> listener) {
    this.listener = listener;
  }

  public MergeBranches() {
    this(regions -> {});
  }

  @Override
  public String name() {
    return "merge";
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Graph graph = model.graph();
    Cuts cuts = new Cuts(graph);
    Set<Value> needed = needed(graph, cuts);
    Regions regions = Survey.of(model, cuts, needed);
    Survey.explain(regions, cuts, reasons);
    listener.accept(regions);
    Map<Value, Value> rebuilt = new IdentityHashMap<>();
    for (Value value : graph.values()) {
      if (needed.contains(value)) {
        rebuilt.put(value, rebuild(value, cuts, rebuilt));
      }
    }
    return new Model(
        new Graph(
            graph.name(),
            graph.inputs().stream().map(rebuilt::get).toList(),
            graph.outputs().stream()
                .map(output -> new Output(output.name(), rebuilt.get(output.value())))
                .toList()),
        model.parameters());
  }

  private static Value rebuild(Value value, Cuts cuts, Map<Value, Value> rebuilt) {
    Optional<AffineForm> form = cuts.form(value);
    if (form.isEmpty()) {
      return onRebuilt(value, rebuilt);
    }
    Value kernel = cuts.named(value.name() + ".weight", form.get().kernel());
    Value bias = cuts.named(value.name() + ".bias", form.get().bias());
    AffineForm own = form.get().with(expression(kernel, rebuilt), expression(bias, rebuilt));
    return Value.of(value.name(), own.op(rebuilt.get(own.source())));
  }

  /** An expression where the data that its statistics are of is rebuilt, too. */
  private static Value expression(Value root, Map<Value, Value> rebuilt) {
    for (Value value : new Graph("", List.of(), List.of(new Output("", root))).values()) {
      if (!rebuilt.containsKey(value)) {
        rebuilt.put(value, onRebuilt(value, rebuilt));
      }
    }
    return rebuilt.get(root);
  }

  private static Value onRebuilt(Value value, Map<Value, Value> rebuilt) {
    return Rewrite.keep(value, OpSchema.mapOperands(value.op(), rebuilt::get));
  }

  /** What the outputs depend on once every value is computed as the cuts say. */
  private static Set<Value> needed(Graph graph, Cuts cuts) {
    Set<Value> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Value> open = new ArrayDeque<>(graph.inputs());
    graph.outputs().forEach(output -> open.add(output.value()));
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (needed.add(value)) {
        open.addAll(cuts.operands(value));
      }
    }
    return needed;
  }
}
