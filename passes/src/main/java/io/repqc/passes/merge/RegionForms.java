package io.repqc.passes.merge;

import io.repqc.ir.Value;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The affine forms of all values that it has been shown, operands first. */
final class RegionForms {
  private static final int MOST_FORMS = 24;

  private final Map<Value, List<AffineForm>> forms = new IdentityHashMap<>();
  private final Map<Value, List<String>> refusals = new IdentityHashMap<>();
  private final Set<Value> data = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Interpretation interpretation;
  private final Composition composition;

  RegionForms(Expressions expressions) {
    this.composition = new Composition(expressions);
    this.interpretation = new Interpretation(expressions, composition, data);
  }

  /** Reads a value whose operands have been read. */
  void read(Value value) {
    if (value.op() instanceof Input || numbers(value.op()).stream().anyMatch(data::contains)) {
      List<String> why = new ArrayList<>();
      data.add(value);
      forms.put(value, interpretation.read(value, this::withItself, why));
      refusals.put(value, List.copyOf(why));
    }
  }

  /** Why some forms of the value's operands do not serve. */
  List<String> refusals(Value value) {
    return refusals.getOrDefault(value, List.of());
  }

  /** Where numbers come from; a statistic is one number a channel, like a parameter. */
  private static List<Value> numbers(Op op) {
    if (op instanceof Statistic) {
      return List.of();
    }
    return op instanceof Expand expand ? List.of(expand.x()) : OpSchema.operands(op);
  }

  /** Whether the numbers of an input reach the value. */
  boolean isData(Value value) {
    return data.contains(value);
  }

  /** The value's forms over earlier sources. */
  List<AffineForm> of(Value value) {
    return forms.get(value);
  }

  /** The value's forms over earlier sources, and the value as a source of its own. */
  List<AffineForm> withItself(Value value) {
    if (!data.contains(value) || value.shape().rank() < 2 || !value.elementType().isFloat()) {
      return List.of();
    }
    List<AffineForm> all = new ArrayList<>(forms.get(value));
    all.sort(Comparator.comparingDouble(AffineForm::multiplyAdds));
    List<AffineForm> some = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_FORMS)));
    some.add(composition.identity(value));
    return some;
  }
}
