package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.quantize.WeightSize;
import io.repqc.compiler.tune.Epoch;
import io.repqc.compiler.tune.TuneResult;
import io.repqc.compiler.tune.TuneResult.LearnedBits;
import io.repqc.compiler.tune.TuneResult.Quality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code repqc tune} says while it trains, and of the result. */
public final class TuneReport {
  private static final String ROW = "%5s  %9s  %11s  %10s";

  private TuneReport() {}

  /** How it goes in an epoch. */
  public static String moment(int epoch, int epochs, double loss, String score) {
    return "epoch %d of %d, loss %s%s"
        .formatted(epoch, epochs, loss(loss), score.isBlank() ? "" : ", " + score);
  }

  /** Above the lines of epochs. */
  public static String heading(Metric metric, Style style) {
    return style.heading(ROW.formatted("epoch", "loss", metric, "rate"));
  }

  public static String epoch(Epoch epoch, Metric metric) {
    return ROW.formatted(
        epoch.number(), loss(epoch.loss()), score(epoch.score(), metric), rate(epoch.rate()));
  }

  /** With its unit; blank if there is none. */
  public static String score(double score, Metric metric) {
    return Double.isNaN(score) ? " " : metric.text(score);
  }

  /** How good the network has become, and where it is. */
  public static List<String> summary(TuneResult result, List<Path> outputs, Style style) {
    List<String> lines = new ArrayList<>(List.of(""));
    Table table = new Table(Set.of(1, 2, 3));
    table.add(result.before().graph().name(), "float", "trained", "integer");
    table.add(
        "weights in bytes",
        number(WeightSize.bytes(result.before().graph())),
        "",
        number(WeightSize.bytes(result.integers().graph())));
    add(table, result.quality());
    lines.addAll(table.lines());
    lines.set(1, style.heading(lines.get(1)));
    result.bits().forEach(bits -> lines.add(line(bits)));
    String files = outputs.stream().map(Path::toString).collect(Collectors.joining(" and "));
    lines.add("wrote %s; to compile it: repqc compile %s -o DIR".formatted(files, outputs.get(0)));
    return lines;
  }

  private static void add(Table table, Quality quality) {
    Metric metric = quality.metric();
    table.add(
        "%s of %s".formatted(metric, items(quality.items())),
        metric.text(quality.floats()),
        metric.text(quality.trained()),
        metric.text(quality.integers()));
    if (quality.agreeing().isPresent()) {
      double share = 100.0 * quality.agreeing().getAsInt() / quality.items();
      table.add("same class as trained", "", "", String.format(Locale.ROOT, "%.2f %%", share));
    }
  }

  private static String line(LearnedBits bits) {
    String channels =
        bits.perChannel().stream()
            .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(each -> "%d with %d".formatted(each.getValue(), each.getKey()))
            .collect(Collectors.joining(", "));
    return "learned bits of %s: %s".formatted(bits.weight(), channels);
  }

  private static String loss(double loss) {
    return String.format(Locale.ROOT, loss == 0 || Math.abs(loss) >= 1e-3 ? "%.4f" : "%.3e", loss);
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%.2e", rate);
  }

  private static String items(int count) {
    return number(count) + (count == 1 ? " item" : " items");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
