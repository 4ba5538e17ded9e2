package io.repqc.ir;

import io.repqc.ir.op.Op;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives each name once: one that is taken already gets a number. */
public final class Names {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** With the names of a graph's values taken. */
  public static Names of(Graph graph) {
    Names names = new Names();
    graph.values().forEach(value -> names.taken.add(value.name()));
    return names;
  }

  /** {@code name} itself for the first who asks, for others a variation. */
  public String fresh(String name) {
    String fresh = name;
    while (!taken.add(fresh)) {
      fresh = name + "." + numbers.merge(name, 1, Integer::sum);
    }
    return fresh;
  }

  /** A value under this name, or a variation of it. */
  public Value value(String name, Op op) {
    return Value.of(fresh(name), op);
  }
}
