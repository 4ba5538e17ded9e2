package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.compiler.evaluate.OutputError;
import io.repqc.compiler.quantize.QuantizationResult;
import io.repqc.compiler.quantize.QuantizedLayer;
import io.repqc.compiler.quantize.WeightSize;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** What {@code repqc quantize} says of a network in floats and in integers. */
public final class QuantizationReport {
  private static final MathContext FOUR_DIGITS = new MathContext(4);
  private static final double LEAST_SHARE = 5e-5;
  private static final String INDENT = "  ";

  private QuantizationReport() {}

  /** What the weights take, and how good the answers are or how far off the outputs. */
  public static List<String> summary(QuantizationResult result, Style style) {
    Table table = new Table(Set.of(1, 2));
    table.add(result.before().graph().name(), "float", "integer");
    table.add(
        "weights in bytes",
        result.keepsQuantizers() ? "" : number(WeightSize.bytes(result.floats().graph())),
        number(WeightSize.bytes(result.integers().graph())));
    result
        .accuracy()
        .ifPresent(
            accuracy ->
                table.add(
                    "%s of %s".formatted(accuracy.metric(), items(accuracy.items())),
                    accuracy.metric().text(accuracy.floats()),
                    accuracy.metric().text(accuracy.integers())));
    List<String> lines = headed(table, style);
    if (!result.errors().isEmpty()) {
      lines.add("");
      lines.addAll(headed(errors(result.errors()), style));
    }
    return lines;
  }

  private static String items(int count) {
    return number(count) + (count == 1 ? " item" : " items");
  }

  private static Table errors(List<OutputError> errors) {
    Table table = new Table(Set.of(1, 2, 3));
    boolean ranks = errors.stream().anyMatch(error -> error.agreement().isPresent());
    table.add("output", "largest error", "RMS error", ranks ? "same top-1" : "");
    for (OutputError error : errors) {
      table.add(
          error.output(),
          share(error.largest()),
          share(error.rootMeanSquare()),
          error.agreement().isPresent() ? share(error.agreement().getAsDouble()) : "");
    }
    return table;
  }

  /** A row for each layer, and those that hurt most. */
  public static List<String> layers(QuantizationResult result, Style style) {
    if (result.layers().isEmpty()) {
      return List.of("", "no layer computes in integers");
    }
    Table table = new Table(Set.of(2, 3, 4, 5, 6, 7, 8));
    table.add("layer", "op", "least", "largest", "scale", "zero", "weights", "SNR", "clipped");
    result.layers().forEach(layer -> addRow(table, layer));
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(headed(table, style));
    lines.addAll(worst(result, style));
    return lines;
  }

  private static void addRow(Table table, QuantizedLayer layer) {
    table.add(
        layer.name(),
        layer.op(),
        digits(layer.least()),
        digits(layer.largest()),
        digits(layer.scale()),
        Integer.toString(layer.zeroPoint()),
        layer.weightBits().isPresent() ? layer.weightBits().getAsInt() + " bits" : "",
        decibels(layer.snr()),
        layer.clipped().isPresent() ? share(layer.clipped().getAsDouble()) : "");
  }

  private static List<String> worst(QuantizationResult result, Style style) {
    List<QuantizedLayer> worst = result.worst();
    if (worst.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add(style.heading("these layers add the most noise"));
    for (QuantizedLayer layer : worst) {
      lines.add(
          INDENT
              + "%s: %s of its signal".formatted(layer.name(), share(layer.added().getAsDouble())));
    }
    if (!result.keepsQuantizers()) {
      lines.add("--int16 NAME holds a layer in 16 bits, --keep-float NAME computes it in floats");
    }
    return lines;
  }

  private static List<String> headed(Table table, Style style) {
    List<String> lines = new ArrayList<>(table.lines());
    lines.set(0, style.heading(lines.get(0)));
    return lines;
  }

  private static String decibels(OptionalDouble snr) {
    if (snr.isEmpty()) {
      return "";
    }
    return Double.isInfinite(snr.getAsDouble())
        ? "exact"
        : String.format(Locale.ROOT, "%.1f dB", snr.getAsDouble());
  }

  /** Of a hundred, to two digits behind the point. */
  private static String share(double share) {
    return share > 0 && share < LEAST_SHARE
        ? "< 0.01 %"
        : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String digits(double number) {
    return new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros().toString();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
