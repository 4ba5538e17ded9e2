package io.repqc.compiler.golden;

import java.nio.file.Path;
import java.util.List;

/**
 * What a golden file holds: so many items, layers and outputs of a network. {@code notes} are what
 * its user should know.
 */
public record GoldenSummary(Path golden, int items, int layers, int outputs, List<String> notes) {
  public GoldenSummary {
    notes = List.copyOf(notes);
  }
}
