package io.repqc.passes.merge;

import io.repqc.ir.Graph;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Statistic;
import java.util.Collections;
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
  private static final Plan FREE = new Plan(Optional.empty(), 0, 0);

  /**
   * How to compute a value: by a form, or by its own op; and what that costs with all its sources.
   */
  record Plan(Optional<AffineForm> form, double multiplyAdds, double parameters) {
    boolean isCheaperThan(Plan other) {
      return multiplyAdds < other.multiplyAdds
          || multiplyAdds == other.multiplyAdds && parameters < other.parameters;
    }

    /** What comes on top of computing a source. */
    Cost beyond(Plan source) {
      return new Cost(
          (long) (multiplyAdds - source.multiplyAdds), (long) (parameters - source.parameters));
    }
  }

  private final Map<Value, Plan> plans = new IdentityHashMap<>();
  private final Set<Value> given = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Expressions expressions;
  private final RegionForms forms;

  Cuts(Graph graph) {
    this.expressions = new Expressions(graph, "merged");
    this.forms = new RegionForms(expressions);
    graph.values().forEach(forms::read);
    List<Value> data = graph.select(forms::isData);
    findGiven(graph, data);
    data.forEach(value -> plans.put(value, plan(value)));
  }

  /** The form by which to compute a value; nothing if its own op serves. */
  Optional<AffineForm> form(Value value) {
    return forms.isData(value) ? plans.get(value).form() : Optional.empty();
  }

  /** An expression of a form under a name of its own. */
  Value named(String hint, Value expression) {
    return expressions.named(hint, expression);
  }

  /** What a value is computed from. */
  List<Value> operands(Value value) {
    return form(value)
        .map(form -> List.of(form.source(), form.kernel(), form.bias()))
        .orElse(OpSchema.operands(value.op()));
  }

  /** Whether the numbers of an input reach the value. */
  boolean isData(Value value) {
    return forms.isData(value);
  }

  /** The way to compute a value of the data side that was chosen. */
  Plan chosen(Value value) {
    return plans.get(value);
  }

  /** The way to compute a value that something else is to be computed from. */
  Plan asSource(Value value) {
    return given.contains(value) ? FREE : plans.get(value);
  }

  /** What it would cost to compute a value by each of its forms. */
  List<Plan> possible(Value value) {
    return forms.of(value).stream().map(this::by).toList();
  }

  /** Why a value has not more forms. */
  List<String> refusals(Value value) {
    return forms.refusals(value);
  }

  /** Outputs, inputs, and what is read by an op that no form describes and no statistic needs. */
  private void findGiven(Graph graph, List<Value> data) {
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
    return live.contains(user) && forms.isData(user) && forms.of(user).isEmpty();
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

  private Plan plan(Value value) {
    Plan best = ownOp(value);
    for (AffineForm form : forms.of(value)) {
      Plan plan = by(form);
      if (plan.isCheaperThan(best)) {
        best = plan;
      }
    }
    return best;
  }

  private Plan by(AffineForm form) {
    Plan source = asSource(form.source());
    double parameters = form.kernel().shape().count() + form.bias().shape().count();
    return new Plan(
        Optional.of(form),
        form.multiplyAdds() + source.multiplyAdds(),
        parameters + source.parameters());
  }

  private Plan ownOp(Value value) {
    double multiplyAdds = work(value);
    double parameters = 0;
    for (Value operand : OpSchema.operands(value.op())) {
      if (!forms.isData(operand)) {
        parameters += operand.shape().count();
      } else {
        multiplyAdds += asSource(operand).multiplyAdds();
        parameters += asSource(operand).parameters();
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
