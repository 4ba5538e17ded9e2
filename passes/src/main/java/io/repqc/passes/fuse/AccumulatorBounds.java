package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proves that the sums of an integer network fit 32 bits: from the weights and biases that it has,
 * and from the least and the largest integer that each of its values can be.
 */
public final class AccumulatorBounds {
  private final BoundRules rules;
  private final Map<Value, Bound> known = new IdentityHashMap<>();

  /** Of a network in integers. */
  public AccumulatorBounds(Model model) {
    this(model::parameter);
  }

  /** Of values whose parameters have these numbers. */
  AccumulatorBounds(Function<Value, Tensor> parameters) {
    this.rules = new BoundRules(parameters, this);
  }

  /** The bound of a value in 32 bits, if it is a sum of quantized numbers. */
  public Optional<Bound> of(Value value) {
    if (value.elementType() != ElementType.I32 || !value.type().quantization().isPresent()) {
      return Optional.empty();
    }
    Bound bound = known.get(value);
    if (bound == null) {
      bound = rules.of(value);
      known.put(value, bound);
    }
    return Optional.of(bound);
  }

  /** Throws with one problem for each sum that may overflow. */
  public static void check(Model model) {
    AccumulatorBounds bounds = new AccumulatorBounds(model);
    List<String> problems = new ArrayList<>();
    for (Value value : model.graph().values()) {
      bounds
          .of(value)
          .filter(bound -> !bound.fits())
          .ifPresent(bound -> problems.add(problem(value, bound)));
    }
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  private static String problem(Value value, Bound bound) {
    return String.format(
        Locale.ROOT,
        "\"%s\": its sums may reach %,.0f, and 32 bits hold %,d: %s; inputs or weights of fewer"
            + " bits make them smaller, and so may a scale for each channel",
        value.name(),
        bound.largest(),
        Integer.MAX_VALUE,
        bound.account());
  }
}
