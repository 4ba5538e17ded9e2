package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.compiler.timing.TimingResult;
import io.repqc.compiler.timing.TimingResult.LayerTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code repqc bench} says of the times it took. */
public final class TimingReport {
  private static final double MICROSECOND = 1e3;

  private TimingReport() {}

  public static List<String> lines(TimingResult result, Style style) {
    Table layers = new Table(Set.of(1, 2));
    layers.add("layer", "microseconds", "share");
    double sum = result.layers().stream().mapToDouble(LayerTime::nanoseconds).sum();
    for (LayerTime layer : result.layers()) {
      double share = 100 * layer.nanoseconds() / sum;
      layers.add(
          layer.name(), time(layer.nanoseconds()), String.format(Locale.ROOT, "%.1f %%", share));
    }
    List<String> lines = new ArrayList<>(layers.lines());
    lines.set(0, style.heading(lines.get(0)));
    lines.add("");
    lines.addAll(totals(result).lines());
    return lines;
  }

  private static Table totals(TimingResult result) {
    Table table = new Table(Set.of(1));
    table.add(result.name(), time(result.nanoseconds()) + " us", result.command());
    result
        .other()
        .ifPresent(
            other ->
                table.add(
                    other.name(),
                    time(other.nanoseconds()) + " us",
                    String.format(
                        Locale.ROOT,
                        "takes %.2f times as long",
                        other.nanoseconds() / result.nanoseconds())));
    return table;
  }

  private static String time(double nanoseconds) {
    return String.format(Locale.ROOT, "%,.1f", nanoseconds / MICROSECOND);
  }
}
