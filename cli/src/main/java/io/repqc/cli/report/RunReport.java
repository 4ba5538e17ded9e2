package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.compiler.compare.Comparison;
import io.repqc.compiler.run.RunResult;
import io.repqc.ir.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code repqc run} says of the outputs. */
public final class RunReport {
  private static final int FIRST_NUMBERS = 4;
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private RunReport() {}

  public static List<String> lines(RunResult result, Style style) {
    List<String> lines = new ArrayList<>(table(result).lines());
    lines.set(0, style.heading(lines.get(0)));
    result.comparisons().forEach((name, comparison) -> lines.add(line(name, comparison, style)));
    return lines;
  }

  private static Table table(RunResult result) {
    Table table = new Table(Set.of());
    table.add("output", "type", "least", "largest", "first numbers");
    result
        .outputs()
        .forEach(
            (name, tensor) -> {
              double[] numbers = tensor.toNumbers();
              table.add(
                  name,
                  tensor.type().toString(),
                  tensor.count() == 0 ? "" : number(Arrays.stream(numbers).min().getAsDouble()),
                  tensor.count() == 0 ? "" : number(Arrays.stream(numbers).max().getAsDouble()),
                  firstNumbers(tensor));
            });
    return table;
  }

  private static String firstNumbers(Tensor tensor) {
    return IntStream.range(0, Math.min(FIRST_NUMBERS, tensor.count()))
        .mapToObj(i -> number(tensor.number(i)))
        .collect(Collectors.joining(" ", "", tensor.count() > FIRST_NUMBERS ? " ..." : ""));
  }

  /** To six digits; an integer as it is. */
  private static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
      return Long.toString((long) number);
    }
    return Double.isFinite(number)
        ? new BigDecimal(number).round(SIX_DIGITS).stripTrailingZeros().toString()
        : Double.toString(number);
  }

  private static String line(String name, Comparison comparison, Style style) {
    String verdict = comparison.holds() ? style.good("as expected") : style.bad("not as expected");
    return "%s: %s: %s".formatted(name, verdict, comparison);
  }
}
