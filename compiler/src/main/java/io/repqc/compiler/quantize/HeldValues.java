package io.repqc.compiler.quantize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Quantization;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of an integer network that are rounded to levels, in graph order, and how they follow
 * from each other: between them there are accumulators, and ops that only move values.
 */
public final class HeldValues {
  private static final int WIDEST = 16;

  private final DataSide data;
  private final List<Value> all;

  /**
   * What each value on the data side was computed from: rounded values, behind what lies between.
   */
  private final Map<Value, Set<Value>> sources = new IdentityHashMap<>();

  public HeldValues(Graph graph) {
    data = new DataSide(graph);
    all = graph.select(this::isRounded);
    graph.select(data::contains).forEach(value -> sources.put(value, sources(value)));
  }

  public List<Value> all() {
    return all;
  }

  /** The rounded values that {@code value} is computed from. */
  Set<Value> operands(Value value) {
    return sources.get(value);
  }

  private Set<Value> sources(Value value) {
    Set<Value> found = new LinkedHashSet<>();
    for (Value operand : data.operands(value)) {
      if (isRounded(operand)) {
        found.add(operand);
      } else {
        found.addAll(sources.get(operand));
      }
    }
    return found;
  }

  private boolean isRounded(Value value) {
    return data.contains(value)
        && isNarrow(value)
        && (value.op() instanceof Requantize
            || value.op() instanceof RequantizeLeaky
            || value.op() instanceof Encode
            || value.op() instanceof Lookup
            || data.operands(value).stream().noneMatch(operand -> isSame(operand, value)));
  }

  private static boolean isNarrow(Value value) {
    return value.type().quantization().isPresent() && value.elementType().bits() <= WIDEST;
  }

  /** Whether the levels are the same but for bounds: the value was moved, or clamped. */
  private static boolean isSame(Value operand, Value value) {
    Quantization before = operand.type().quantization();
    Quantization after = value.type().quantization();
    return before.scales().equals(after.scales()) && before.zeroPoints().equals(after.zeroPoints());
  }

  /** The value that the rounding follows: what computed the number, if it is not rounding alone. */
  Value computation(Value value) {
    Value x = rounded(value);
    return isRounded(x) && x != value ? value : x;
  }

  /** What a rounding alone rounds. */
  private static Value rounded(Value value) {
    if (value.op() instanceof RequantizeLeaky leaky) {
      return leaky.x();
    }
    return value.op() instanceof Requantize requantize ? requantize.x() : value;
  }

  /** The stored weight that a value is computed with, up to the rounded values before it. */
  Optional<Value> weight(Value value) {
    return OpSchema.operands(computation(value).op()).stream()
        .filter(operand -> !data.contains(operand) && isNarrow(operand) && isStored(operand))
        .findFirst();
  }

  private static boolean isStored(Value value) {
    return value.op() instanceof Parameter || value.op() instanceof Constant;
  }
}
