package io.repqc.compiler.quantize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Glob;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The values of a network that a user means by globs over their names. */
public final class Globs {
  private static final int EXAMPLES = 8;

  private final List<String> names;
  private final List<String> problems = new ArrayList<>();

  public Globs(Graph graph) {
    names =
        new DataSide(graph)
            .computed().stream()
                .filter(value -> value.elementType().isFloat())
                .map(Value::name)
                .toList();
  }

  /** The names that the globs of an option match; one that matches none is a problem. */
  public Set<String> select(String option, List<String> globs) {
    Set<String> selected = new LinkedHashSet<>();
    for (String text : globs) {
      List<String> matches = names.stream().filter(new Glob(text)::matches).toList();
      selected.addAll(matches);
      if (matches.isEmpty()) {
        problems.add(
            "%s %s: no value has such a name once the branches are merged; the values: %s"
                .formatted(option, text, examples()));
      }
    }
    return selected;
  }

  private String examples() {
    String listed = String.join(", ", names.subList(0, Math.min(EXAMPLES, names.size())));
    return names.size() > EXAMPLES ? listed + ", ..." : listed;
  }

  /** Says all problems so far. */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }
}
