package io.repqc.tests.structure;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The module table of the README: what each module may use. Its rows read
 *
 * <pre>{@code
 * | `frontend` | what it does | `ir` | `org.antlr:antlr4-runtime` |
 * }</pre>
 */
record ModuleTable(Map<String, Row> rows) {

  /** A module's direct edges to other modules, and the third-party artifacts at home in it. */
  record Row(Set<String> modules, Set<String> artifacts) {}

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\|[^|]*\\|([^|]*)\\|([^|]*)\\|$", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  static ModuleTable parse(String readme) {
    var rows = new TreeMap<String, Row>();
    var row = ROW.matcher(readme);
    while (row.find()) {
      rows.put(row.group(1), new Row(codeSpans(row.group(2)), codeSpans(row.group(3))));
    }
    return new ModuleTable(rows);
  }

  Row row(String module) {
    return rows.getOrDefault(module, new Row(Set.of(), Set.of()));
  }

  /** The modules whose packages a module may name: its edges, and theirs in turn. */
  Set<String> reachable(String module) {
    var reached = new TreeSet<String>();
    for (String next : row(module).modules()) {
      reached.add(next);
      reached.addAll(reachable(next));
    }
    return reached;
  }

  private static Set<String> codeSpans(String cell) {
    var spans = new TreeSet<String>();
    CODE.matcher(cell).results().forEach(span -> spans.add(span.group(1)));
    return spans;
  }
}
