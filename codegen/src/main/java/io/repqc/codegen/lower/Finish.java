package io.repqc.codegen.lower;

import io.repqc.ir.Value;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import java.util.Optional;

/**
 * What becomes of the sums of a layer.
 *
 * @param result what the layer gives in the end
 * @param rounding the {@link Requantize} or {@link RequantizeLeaky} of the sums, if any
 * @param table the {@link Lookup} of what is rounded, if any
 * @param addition to what it is added, if it is
 */
public record Finish(
    Value result, Optional<Value> rounding, Optional<Lookup> table, Optional<Addition> addition) {

  /** What is rounded is added to another tensor, and that is rounded. */
  public record Addition(Value other, int own, int others, Value rounded) {}

  /** Nothing. */
  static Finish none(Value result) {
    return new Finish(result, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Rounding, and no more. */
  static Finish rounded(Value rounding) {
    return new Finish(rounding, Optional.of(rounding), Optional.empty(), Optional.empty());
  }

  /** What this rounds is looked up by {@code result}. */
  Finish lookedUp(Value result) {
    return new Finish(result, rounding, Optional.of((Lookup) result.op()), Optional.empty());
  }

  /** What this rounds is added to something. */
  Finish added(Addition addition) {
    return new Finish(addition.rounded(), rounding, Optional.empty(), Optional.of(addition));
  }

  /** Whether nothing is done. */
  public boolean isSums() {
    return rounding.isEmpty();
  }

  /** Whether sums are requantized, by one factor each, and that is all. */
  public boolean isLevels() {
    return rounding.map(value -> value.op() instanceof Requantize).orElse(false)
        && table.isEmpty()
        && addition.isEmpty();
  }
}
