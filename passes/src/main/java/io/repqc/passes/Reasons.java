package io.repqc.passes;

import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Why rules did not fire: the answer to {@code --explain}. */
public final class Reasons {

  /** What {@code rule} said about the value of this name. */
  public record Reason(String rule, String value, String text) {
    @Override
    public String toString() {
      return "%s: %%%s: %s".formatted(rule, value, text);
    }
  }

  private final List<Reason> reasons = new ArrayList<>();

  public void add(String rule, Value value, String text) {
    Reason reason = new Reason(rule, value.name(), text);
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
  }

  public List<Reason> all() {
    return Collections.unmodifiableList(reasons);
  }
}
