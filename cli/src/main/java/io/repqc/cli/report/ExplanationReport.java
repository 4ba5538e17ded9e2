package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.passes.Reasons.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why rules did not fire: each reason once, with the values that it holds of. */
public final class ExplanationReport {
  private static final int MOST_NAMES = 3;
  private static final String INDENT = "  ";

  private ExplanationReport() {}

  public static List<String> lines(List<Reason> reasons, Style style) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Reason reason : reasons) {
      String text = reason.rule() + ": " + reason.text();
      values.computeIfAbsent(text, key -> new ArrayList<>()).add("%" + reason.value());
    }
    List<String> lines = new ArrayList<>();
    values.forEach(
        (text, names) -> {
          lines.add("");
          lines.add(style.heading(text));
          names.stream().limit(MOST_NAMES).forEach(name -> lines.add(INDENT + name));
          if (names.size() > MOST_NAMES) {
            lines.add(INDENT + "and %d more".formatted(names.size() - MOST_NAMES));
          }
        });
    return lines;
  }
}
