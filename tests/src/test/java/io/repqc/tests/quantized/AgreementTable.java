package io.repqc.tests.quantized;

import java.util.ArrayList;
import java.util.List;

/** What was found, as the two tables of the documentation. */
final class AgreementTable {
  private static final int COUNTED = 4;

  private final List<String> layers = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();

  void add(String network, Trial trial, boolean classifies) {
    Agreement total = trial.total();
    layers.add(
        "| %s | %d | %,d | %,d | %,d |"
            .formatted(
                network,
                trial.layers().size(),
                total.count(),
                total.oneOffAtTies(),
                total.oneOff()));
    EndToEnd endToEnd = trial.endToEnd();
    StringBuilder row = new StringBuilder("| %s |".formatted(network));
    for (int steps = 0; steps <= COUNTED; steps++) {
      row.append(" %.3f |".formatted(100 * endToEnd.shareOffBy(steps)));
    }
    String top = classifies ? "%d of %d".formatted(endToEnd.sameTop(), endToEnd.runs()) : "";
    runs.add(row + " %d | %s |".formatted(endToEnd.largest(), top));
  }

  @Override
  public String toString() {
    return """
        | network | layers | integers | one off at a tie | one off elsewhere |
        |---|--:|--:|--:|--:|
        %s

        | network | equal, %% | 1 off | 2 off | 3 off | more | largest | same class |
        |---|--:|--:|--:|--:|--:|--:|--:|
        %s
        """
        .formatted(String.join("\n", layers), String.join("\n", runs));
  }
}
