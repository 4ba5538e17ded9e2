package io.repqc.compiler.golden;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a network and its golden file agree.
 *
 * @param verdict that in a sentence
 * @param differences what is not as recorded, the most telling first; empty if all is
 * @param hints what may be the reason, such as a file that was changed; no difference by itself
 */
public record GoldenResult(
    Path golden, String verdict, List<String> differences, List<String> hints) {
  public GoldenResult {
    differences = List.copyOf(differences);
    hints = List.copyOf(hints);
  }

  public boolean holds() {
    return differences.isEmpty();
  }

  /** The verdict, and below it, indented, the differences and the hints. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(golden, verdict));
    differences.forEach(difference -> lines.add("  " + difference));
    hints.forEach(hint -> lines.add("  " + hint));
    return lines;
  }

  /** The lines as one text, for the message of a failure. */
  public String text() {
    return String.join("\n", lines());
  }
}
