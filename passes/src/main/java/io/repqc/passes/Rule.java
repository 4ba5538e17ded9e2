package io.repqc.passes;

import io.repqc.ir.Value;
import io.repqc.ir.op.Op;
import java.util.Optional;

/**
 * A local rewrite: what to put in the place of a value, or nothing. A rule has no side effects and
 * looks only at the value, what it is computed from, and the context.
 */
public interface Rule {
  Optional<Value> apply(Value value, Context context);

  /** What a rule may ask for, and tell about the value. */
  interface Context {
    /** A value of this name, or of a variation of it if the graph has one of this name already. */
    Value named(String name, Op op);

    /** Remembers why the rule does not fire; returns nothing, for a guard to return. */
    Optional<Value> noMatch(Value value, String reason);
  }

  default String name() {
    return getClass().getSimpleName();
  }
}
