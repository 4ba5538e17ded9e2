package io.repqc.bench.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The file of results as the table of docs/repq.md: what integers score, at the rate that the grid
 * chose or, where the grid is not done, the best so far; and the mean over the seeds that were run.
 */
public final class TuneMarkdown {
  private static final List<String> NETWORKS =
      List.of("repvgg_cifar", "acnet_cifar", "dbb_cifar", "mobileone_cifar", "ecbsr_x2");
  private static final List<Double> RATES =
      List.of(0.003, 0.01, 0.03, 0.0005, 0.001, 0.0002, 0.0001);
  private static final int MOST_SEEDS = 3;
  private static final int FLOAT = 6;
  private static final int TIME = 11;

  private final TuneRows rows;

  private TuneMarkdown(TuneRows rows) {
    this.rows = rows;
  }

  public static void print(Path file) {
    TuneMarkdown table = new TuneMarkdown(new TuneRows(file));
    String methods =
        Stream.of(TuneMethod.values()).map(Enum::name).collect(Collectors.joining(" | "));
    System.out.println(("| network | bits | float | " + methods + " |").toLowerCase(Locale.ROOT));
    System.out.println("|---|---|" + "--:|".repeat(1 + TuneMethod.values().length));
    NETWORKS.forEach(network -> TuneCases.BITS.forEach(bits -> table.printRow(network, bits)));
  }

  private void printRow(String network, String bits) {
    List<String> cells = new ArrayList<>(List.of(network, bits));
    cells.add(number(cells(network, bits, TuneMethod.PTQ, FLOAT).average(), ""));
    for (TuneMethod method : TuneMethod.values()) {
      cells.add(cell(network, bits, method));
    }
    if (cells.stream().skip(2).anyMatch(cell -> !cell.isEmpty())) {
      System.out.println("| " + String.join(" | ", cells) + " |");
    }
  }

  private String cell(String network, String bits, TuneMethod method) {
    Optional<Double> rate = rate(network, bits, method);
    if (rate.isEmpty()) {
      return "";
    }
    double[] scores = cells(network, bits, method, rate.get(), TuneRows.INTEGERS).toArray();
    String seeds = scores.length > 1 ? " (%d)".formatted(scores.length) : "";
    double time = cells(network, bits, method, rate.get(), TIME).average().orElse(0);
    String cost =
        method.isTrained() ? String.format(Locale.ROOT, " @%s %.0f ms", rate.get(), time) : "";
    return number(DoubleStream.of(scores).average(), seeds + cost);
  }

  private Optional<Double> rate(String network, String bits, TuneMethod method) {
    OptionalDouble chosen = new TuneCases(rows::score).rate(bits, method);
    if (chosen.isPresent()
        && !cells(network, bits, method, chosen.getAsDouble(), FLOAT).boxed().toList().isEmpty()) {
      return Optional.of(chosen.getAsDouble());
    }
    return RATES.stream()
        .filter(rate -> cells(network, bits, method, rate, FLOAT).findAny().isPresent())
        .max(
            (one, other) ->
                Double.compare(
                    score(network, bits, method, one), score(network, bits, method, other)));
  }

  private double score(String network, String bits, TuneMethod method, double rate) {
    return cells(network, bits, method, rate, TuneRows.INTEGERS).average().orElseThrow();
  }

  private DoubleStream cells(String network, String bits, TuneMethod method, int column) {
    return cells(network, bits, method, RATES.get(0), column);
  }

  private DoubleStream cells(
      String network, String bits, TuneMethod method, double rate, int column) {
    return LongStream.rangeClosed(1, MOST_SEEDS)
        .mapToObj(seed -> rows.find(new TuneCase(network, bits, method, seed, rate)))
        .flatMap(Optional::stream)
        .mapToDouble(cells -> Double.parseDouble(cells.get(column)));
  }

  private static String number(OptionalDouble number, String more) {
    return number.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", number.getAsDouble()) + more;
  }
}
