package io.repqc.compiler.quantize;

import io.repqc.ir.Graph;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A layer and the clamp that alone reads it: they are rounded once, and go by either name. */
public final class Rectified {
  private Rectified() {}

  /** The names, with the other name of each. */
  public static Set<String> both(Graph graph, Set<String> names) {
    Uses uses = graph.uses();
    Set<String> all = new LinkedHashSet<>(names);
    for (Value value : graph.values()) {
      if (value.op() instanceof Clamp clamp && uses.count(clamp.x()) == 1) {
        List<String> pair = List.of(value.name(), clamp.x().name());
        if (pair.stream().anyMatch(names::contains)) {
          all.addAll(pair);
        }
      }
    }
    return all;
  }
}
