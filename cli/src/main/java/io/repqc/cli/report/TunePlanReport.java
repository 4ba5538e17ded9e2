package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TunePlan.TunedParameter;
import io.repqc.compiler.tune.TunePlan.TunedQuantizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code repqc tune} says before it trains: what is trained, what is frozen, and why. */
public final class TunePlanReport {
  private static final int FEW = 3;

  private TunePlanReport() {}

  /** A line for each kind. */
  public static List<String> brief(TunePlan plan) {
    Table table = new Table(Set.of());
    table.add(
        "trained",
        count(plan.parameters().stream().filter(TunedParameter::isTrained).count(), "parameter"));
    frozen(plan)
        .forEach(
            (reason, names) ->
                table.add("frozen", "%s: %s".formatted(reason, few(names, "parameter"))));
    table.add("weights", quantizers(plan, true));
    table.add("activations", quantizers(plan, false));
    table.add("data", data(plan));
    table.add("steps", steps(plan));
    return table.lines();
  }

  /** Each of them. */
  public static List<String> all(TunePlan plan, Style style) {
    Table parameters = new Table(Set.of());
    parameters.add("parameter", "type", "");
    for (TunedParameter each : plan.parameters()) {
      parameters.add(
          each.name(), each.type(), each.isTrained() ? "trained" : "frozen: " + each.reason());
    }
    Table quantizers = new Table(Set.of(2));
    quantizers.add("quantizer", "of", "bits", "");
    for (TunedQuantizer each : plan.quantizers()) {
      quantizers.add(
          each.name(),
          each.ofWeight() ? "weight" : "activation",
          Integer.toString(each.bits()),
          each.method());
    }
    List<String> lines = headed(parameters, style);
    lines.add("");
    lines.addAll(headed(quantizers, style));
    lines.add("");
    lines.addAll(brief(plan));
    return lines;
  }

  private static List<String> headed(Table table, Style style) {
    List<String> lines = new ArrayList<>(table.lines());
    lines.set(0, style.heading(lines.get(0)));
    return lines;
  }

  /** The names of those that are not trained, by the reason. */
  private static Map<String, List<String>> frozen(TunePlan plan) {
    return plan.parameters().stream()
        .filter(each -> !each.isTrained())
        .collect(
            Collectors.groupingBy(
                TunedParameter::reason,
                LinkedHashMap::new,
                Collectors.mapping(TunedParameter::name, Collectors.toList())));
  }

  private static String few(List<String> names, String what) {
    String first = names.stream().limit(FEW).collect(Collectors.joining(", "));
    return names.size() <= FEW ? first : "%s, ... (%s)".formatted(first, count(names.size(), what));
  }

  /** Such as {@code 8 bits (2), 4 bits (6); lsq}. */
  private static String quantizers(TunePlan plan, boolean ofWeight) {
    List<TunedQuantizer> all =
        plan.quantizers().stream().filter(each -> each.ofWeight() == ofWeight).toList();
    String methods =
        all.stream().map(TunedQuantizer::method).distinct().collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : bits(all) + "; " + methods;
  }

  private static String bits(List<TunedQuantizer> all) {
    return all.stream()
        .collect(
            Collectors.groupingBy(TunedQuantizer::bits, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> "%d bits (%d)".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String data(TunePlan plan) {
    String held = plan.held() == 0 ? "" : "; %s held out".formatted(number(plan.held()));
    return count(plan.items(), "item") + held;
  }

  private static String steps(TunePlan plan) {
    String resumed =
        plan.resumed() == 0 ? "" : "; goes on after step %s".formatted(number(plan.resumed()));
    return number(plan.steps()) + resumed;
  }

  private static String count(long count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
