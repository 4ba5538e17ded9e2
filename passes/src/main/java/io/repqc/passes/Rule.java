package io.repqc.passes;

import io.repqc.ir.Value;
import java.util.Optional;

/**
 * A local rewrite: what to put in the place of a value, or nothing. A rule has no side effects and
 * looks only at the value, what it is computed from, and the context.
 */
public interface Rule {
  Optional<Value> apply(Value value, Context context);

  /** What a rule may tell about the value. */
  interface Context {
    /** Remembers why the rule does not fire; returns nothing, for a guard to return. */
    Optional<Value> noMatch(Value value, String reason);
  }

  default String name() {
    return getClass().getSimpleName();
  }
}
