package io.repqc.passes.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where new sources begin: for each value the cheapest way to compute it, by dynamic programming
 * from the inputs on. A value that something outside the algebra reads is there anyway and costs
 * nothing as a source; any other counts in full.
 */
final class Cuts {
  private static final int MOST_FORMS = 24;

  /**
   * How to compute a value: by a form, or by its own op; and what that costs with all its sources.
   */
  record Plan(Optional<AffineForm> form, double multiplyAdds, double parameters) {
    boolean isCheaperThan(Plan other) {
      return multiplyAdds < other.multiplyAdds
          || multiplyAdds == other.multiplyAdds && parameters < other.parameters;
    }

    Cost cost() {
      return new Cost((long) multiplyAdds, (long) parameters);
    }
  }

  private final Map<Value, List<AffineForm>> forms = new IdentityHashMap<>();
  private final Map<Value, List<String>> refusals = new IdentityHashMap<>();
  private final Map<Value, Plan> plans = new IdentityHashMap<>();
  private final Set<Value> data = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> given = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Interpretation interpretation;
  private final Composition composition;

  Cuts(Graph graph) {
    Expressions expressions = new Expressions(graph, "merged");
    this.composition = new Composition(expressions);
    this.interpretation = new Interpretation(expressions, composition, data);
    findData(graph);
    for (Value value : graph.values()) {
      if (data.contains(value)) {
        List<String> why = new ArrayList<>();
        forms.put(value, interpretation.read(value, this::withItself, why));
        refusals.put(value, why);
      }
    }
    findGiven(graph);
    graph.values().stream().filter(data::contains).forEach(v -> plans.put(v, plan(v)));
  }

  /** The form by which to compute a value; nothing if its own op serves. */
  Optional<AffineForm> form(Value value) {
    return data.contains(value) ? plans.get(value).form() : Optional.empty();
  }

  /** What a value is computed from. */
  List<Value> operands(Value value) {
    return form(value)
        .map(form -> List.of(form.source(), form.kernel(), form.bias()))
        .orElse(OpSchema.operands(value.op()));
  }

  /** Whether an input reaches the value. */
  boolean isData(Value value) {
    return data.contains(value);
  }

  /** The way to compute a value of the data side that was chosen. */
  Plan chosen(Value value) {
    return plans.get(value);
  }

  /** What it would cost to compute a value by each of its forms. */
  List<Plan> possible(Value value) {
    return forms.get(value).stream().map(this::by).toList();
  }

  /** Why a value has not more forms. */
  List<String> refusals(Value value) {
    return refusals.getOrDefault(value, List.of());
  }

  /** What the numbers of an input reach; a statistic is one number a channel, like a parameter. */
  private void findData(Graph graph) {
    for (Value value : graph.values()) {
      if (value.op() instanceof Input || numbers(value.op()).stream().anyMatch(data::contains)) {
        data.add(value);
      }
    }
  }

  private static List<Value> numbers(Op op) {
    if (op instanceof Statistic) {
      return List.of();
    }
    return op instanceof Expand expand ? List.of(expand.x()) : OpSchema.operands(op);
  }

  /** Outputs, inputs, and what is read by an op that no form describes and no statistic needs. */
  private void findGiven(Graph graph) {
    Uses uses = graph.uses();
    Set<Value> live = live(graph);
    graph.outputs().forEach(output -> given.add(output.value()));
    for (Value value : data) {
      boolean isRead = uses.of(value).stream().anyMatch(user -> isOpaque(user, live));
      if (value.op() instanceof Input || isRead) {
        given.add(value);
      }
    }
  }

  private boolean isOpaque(Value user, Set<Value> live) {
    return live.contains(user) && data.contains(user) && forms.get(user).isEmpty();
  }

  /** What the outputs depend on other than through statistics of the batch. */
  private static Set<Value> live(Graph graph) {
    Set<Value> live = Collections.newSetFromMap(new IdentityHashMap<>());
    graph.outputs().forEach(output -> live.add(output.value()));
    for (int i = graph.values().size() - 1; i >= 0; i--) {
      Value value = graph.values().get(i);
      if (live.contains(value)) {
        live.addAll(
            value.op() instanceof Statistic statistic
                ? List.of(statistic.running())
                : OpSchema.operands(value.op()));
      }
    }
    return live;
  }

  /** The value's forms over earlier sources, and the value as a source of its own. */
  private List<AffineForm> withItself(Value value) {
    if (!data.contains(value) || value.shape().rank() < 2 || !value.elementType().isFloat()) {
      return List.of();
    }
    List<AffineForm> all = new ArrayList<>(forms.getOrDefault(value, List.of()));
    all.sort(Comparator.comparingDouble(AffineForm::multiplyAdds));
    List<AffineForm> some = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_FORMS)));
    some.add(composition.identity(value));
    return some;
  }

  private Plan plan(Value value) {
    Plan best = ownOp(value);
    for (AffineForm form : forms.get(value)) {
      Plan plan = by(form);
      if (plan.isCheaperThan(best)) {
        best = plan;
      }
    }
    return best;
  }

  private Plan by(AffineForm form) {
    double multiplyAdds = form.multiplyAdds();
    double parameters = form.kernel().shape().count() + form.bias().shape().count();
    if (!given.contains(form.source())) {
      Plan source = plans.get(form.source());
      multiplyAdds += source.multiplyAdds();
      parameters += source.parameters();
    }
    return new Plan(Optional.of(form), multiplyAdds, parameters);
  }

  private Plan ownOp(Value value) {
    double multiplyAdds = work(value);
    double parameters = 0;
    for (Value operand : OpSchema.operands(value.op())) {
      if (!data.contains(operand)) {
        parameters += operand.shape().count();
      } else if (!given.contains(operand)) {
        multiplyAdds += plans.get(operand).multiplyAdds();
        parameters += plans.get(operand).parameters();
      }
    }
    return new Plan(Optional.empty(), multiplyAdds, parameters);
  }

  /**
   * Multiply-adds of the value's own op for one image; any other op counts one for each element.
   */
  static double work(Value value) {
    boolean isBatched = value.shape().rank() > 1;
    double elements = (double) value.shape().count() / (isBatched ? value.type().dim(0) : 1);
    if (value.op() instanceof Convolution convolution) {
      return elements * convolution.weight().shape().count(1, value.shape().rank());
    }
    return value.op() instanceof Linear linear
        ? elements * linear.weight().type().dim(1)
        : elements;
  }
}
