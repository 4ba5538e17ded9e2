package io.repqc.ir.op;

import io.repqc.ir.IrException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry per op for something that a stage knows about ops (how to lower them, say). Building
 * the table fails if an op is neither handled nor excused, so that a new op cannot be forgotten.
 */
public final class OpTable<T> {
  private final String purpose;
  private final Map<Class<? extends Op>, T> handlers;
  private final Map<Class<? extends Op>, String> excuses;

  private OpTable(Builder<T> builder) {
    this.purpose = builder.purpose;
    this.handlers = Map.copyOf(builder.handlers);
    this.excuses = Map.copyOf(builder.excuses);
  }

  public static <T> Builder<T> of(String purpose) {
    return new Builder<>(purpose);
  }

  public boolean handles(Op op) {
    return handlers.containsKey(op.getClass());
  }

  /** Why there is no entry for an op that is excused. */
  public String excuse(Op op) {
    return excuses.get(op.getClass());
  }

  public T get(Op op) {
    T handler = handlers.get(op.getClass());
    IrException.check(
        handler != null,
        "no %s for %s: %s",
        purpose,
        OpSchema.mnemonic(op),
        excuses.get(op.getClass()));
    return handler;
  }

  /** Collects the rows of a table. */
  public static final class Builder<T> {
    private final String purpose;
    private final Map<Class<? extends Op>, T> handlers = new HashMap<>();
    private final Map<Class<? extends Op>, String> excuses = new HashMap<>();

    private Builder(String purpose) {
      this.purpose = purpose;
    }

    public Builder<T> handle(Class<? extends Op> op, T handler) {
      handlers.put(op, handler);
      return this;
    }

    /** Says why {@code op} needs no entry, for instance because an earlier pass removes it. */
    public Builder<T> excuse(Class<? extends Op> op, String reason) {
      excuses.put(op, reason);
      return this;
    }

    public OpTable<T> build() {
      List<String> missing =
          OpSchema.all().stream()
              .filter(op -> !handlers.containsKey(op) && !excuses.containsKey(op))
              .map(OpSchema::mnemonic)
              .toList();
      IrException.check(missing.isEmpty(), "no %s for %s", purpose, missing);
      return new OpTable<>(this);
    }
  }
}
