package io.repqc.passes.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.passes.Reasons;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Lists the regions that the cuts make of a graph, and why there are not fewer and larger ones. */
final class Survey {
  private final Graph graph;
  private final Cuts cuts;

  private Survey(Graph graph, Cuts cuts) {
    this.graph = graph;
    this.cuts = cuts;
  }

  /** {@code needed} are the values that are still computed. */
  static Regions of(Model model, Cuts cuts, Set<Value> needed) {
    Survey survey = new Survey(model.graph(), cuts);
    List<Value> computed = model.graph().select(v -> needed.contains(v) && cuts.isData(v));
    return new Regions(
        model,
        computed.stream().flatMap(value -> survey.region(value).stream()).toList(),
        computed.stream().flatMap(value -> survey.kept(value).stream()).toList());
  }

  private Optional<Region> region(Value value) {
    return cuts.form(value).map(form -> region(value, form));
  }

  private Region region(Value value, AffineForm form) {
    Set<Value> members = members(value, form.source());
    List<Value> nodes = graph.select(members::contains);
    return new Region(form.source(), value, nodes, before(nodes), after(form));
  }

  private Cost before(List<Value> nodes) {
    double multiplyAdds = nodes.stream().mapToDouble(Cuts::work).sum();
    Set<Value> weights = reached(nodes, value -> !cuts.isData(value));
    long parameters =
        weights.stream()
            .filter(value -> value.op() instanceof Parameter)
            .mapToLong(value -> value.shape().count())
            .sum();
    return new Cost((long) multiplyAdds, parameters);
  }

  private static Cost after(AffineForm form) {
    long bias = Constant.isAll(form.bias(), 0) ? 0 : form.bias().shape().count();
    return new Cost((long) form.multiplyAdds(), form.kernel().shape().count() + bias);
  }

  /** What was refused on the way, but where a region begins at a value that nothing could cross. */
  static void explain(Regions regions, Cuts cuts, Reasons reasons) {
    Set<Value> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    regions.merged().stream()
        .filter(region -> cuts.possible(region.source()).isEmpty())
        .forEach(region -> settled.addAll(region.nodes()));
    for (Value value : regions.before().graph().select(value -> !settled.contains(value))) {
      cuts.refusals(value).forEach(why -> reasons.add("merge", value, why));
    }
    regions.kept().forEach(kept -> reasons.add("merge", kept.value(), kept.toString()));
  }

  /** The cheapest way to compute a value in one op with more than the cuts put into it. */
  private Optional<Kept> kept(Value value) {
    Cuts.Plan chosen = cuts.chosen(value);
    int size = chosen.form().map(form -> members(value, form.source()).size()).orElse(1);
    return cuts.possible(value).stream()
        .filter(plan -> members(value, plan.form().orElseThrow().source()).size() > size)
        .min(Comparator.comparing(Cuts.Plan::multiplyAdds).thenComparing(Cuts.Plan::parameters))
        .map(plan -> kept(value, chosen, plan));
  }

  private Kept kept(Value value, Cuts.Plan chosen, Cuts.Plan larger) {
    Value source = larger.form().orElseThrow().source();
    Cuts.Plan given = cuts.asSource(source);
    return new Kept(source, value, chosen.beyond(given), larger.beyond(given));
  }

  /** The value and what lies between it and the source. */
  private Set<Value> members(Value value, Value source) {
    Set<Value> members = reached(List.of(value), v -> v != source && cuts.isData(v));
    members.add(value);
    return members;
  }

  /** What the values depend on through values that {@code isInside} holds of. */
  private static Set<Value> reached(Collection<Value> values, Predicate<Value> isInside) {
    Set<Value> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Value> open = new ArrayDeque<>(values);
    while (!open.isEmpty()) {
      for (Value operand : OpSchema.operands(open.pop().op())) {
        if (isInside.test(operand) && reached.add(operand)) {
          open.push(operand);
        }
      }
    }
    return reached;
  }
}
