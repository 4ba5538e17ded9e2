package io.repqc.passes.quantize;

import io.repqc.ir.DataSide;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.passes.quantize.ScaleRules.Scaling;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The scale rule of each value of a network that is a float and depends on its input. */
final class Scalings {
  private static final Scaling ASKED = new Scaling(ScaleRule.FLOAT, "it is to stay float");

  private final DataSide data;
  private final Uses uses;
  private final Map<Value, Scaling> scalings = new IdentityHashMap<>();
  private final List<Value> values;

  Scalings(Graph graph, Set<String> keepFloat, Set<String> wide) {
    this.data = new DataSide(graph);
    this.uses = graph.uses();
    this.values = graph.select(value -> data.contains(value) && isFloat(value));
    values.forEach(value -> scalings.put(value, natural(value)));
    for (Value value : named(keepFloat)) {
      completed(value).ifPresent(operand -> scalings.put(operand, ASKED));
      scalings.put(value, ASKED);
    }
    joinCurves(graph.select(data::contains), wide);
  }

  /**
   * A value that the user wants in 16 bits is no part of a curve, nor one that is to stay float.
   */
  private void joinCurves(List<Value> all, Set<String> wide) {
    Predicate<Value> free = value -> scalings.get(value) != ASKED && !wide.contains(value.name());
    Predicate<Value> summed = value -> has(value) && rule(value) == ScaleRule.SUMS;
    Curves curves = new Curves(all, data, uses, free, summed);
    for (Value value : values) {
      if (curves.isEnd(value)) {
        scalings.put(value, new Scaling(ScaleRule.CURVE));
      } else if (curves.isPart(value)) {
        scalings.put(value, new Scaling(ScaleRule.PART));
      }
    }
  }

  private static boolean isFloat(Value value) {
    return value.elementType() == ElementType.F32 || value.elementType() == ElementType.F64;
  }

  private Scaling natural(Value value) {
    Scaling scaling = ScaleRules.of(value.op(), data);
    return scaling.rule().keepsLevels() && carriers(value).stream().noneMatch(data::contains)
        ? new Scaling(ScaleRule.SOURCE)
        : scaling;
  }

  private List<Value> named(Set<String> names) {
    List<Value> candidates = values.stream().filter(v -> !(v.op() instanceof Input)).toList();
    List<String> problems = new ArrayList<>();
    List<Value> found = new ArrayList<>();
    for (String name : names) {
      candidates.stream()
          .filter(value -> value.name().equals(name))
          .findFirst()
          .ifPresentOrElse(found::add, () -> problems.add(unknown("stay float", name, candidates)));
    }
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
    return found;
  }

  /** That no value to be treated specially has such a name. */
  static String unknown(String what, String name, List<Value> candidates) {
    return "\"%s\" is to %s, but no computed value has this name; the nearest: %s"
        .formatted(name, what, NearNames.list(name, candidates.stream().map(Value::name).toList()));
  }

  /** All values that have a rule, in graph order. */
  List<Value> values() {
    return values;
  }

  DataSide data() {
    return data;
  }

  Uses uses() {
    return uses;
  }

  boolean has(Value value) {
    return scalings.containsKey(value);
  }

  ScaleRule rule(Value value) {
    return scalings.get(value).rule();
  }

  String reason(Value value) {
    return scalings.get(value).reason();
  }

  /** The operands whose numbers go into a value, not only their shape or their integers. */
  static List<Value> carriers(Value value) {
    Op op = value.op();
    return op instanceof Expand expand
        ? List.of(expand.x())
        : OpSchema.operands(op).stream().filter(Scalings::isFloat).toList();
  }

  /** What the value rectifies, if it alone reads that, and it is a sum: they round once. */
  Optional<Value> completed(Value value) {
    return Rectifier.operand(value)
        .filter(this::has)
        .filter(operand -> isCompleted(operand, rule(value)) && uses.count(operand) == 1);
  }

  private boolean isCompleted(Value operand, ScaleRule by) {
    return by == ScaleRule.CLAMP
        ? rule(operand).isInteger()
        : by == ScaleRule.CURVE && rule(operand) == ScaleRule.SUMS;
  }

  /** Whether the value's only reader rounds in its place. */
  boolean isCompleted(Value value) {
    List<Value> users = uses.of(value);
    return users.size() == 1 && has(users.get(0)) && completed(users.get(0)).isPresent();
  }
}
