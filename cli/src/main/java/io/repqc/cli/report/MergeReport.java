package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.compiler.inspect.Inspection;
import io.repqc.compiler.inspect.Layer;
import io.repqc.compiler.merge.Certificate;
import io.repqc.compiler.merge.MergeResult;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import io.repqc.passes.merge.Region;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What {@code repqc merge} says of a network before and after. */
public final class MergeReport {
  private static final String INDENT = "  ";

  private MergeReport() {}

  /** The layers by kind, the numbers of the weights and the work, side by side. */
  public static List<String> summary(MergeResult result, Style style) {
    Inspection before = Inspection.of(result.before().graph());
    Inspection after = Inspection.of(result.after().graph());
    Table table = new Table(Set.of(1, 2));
    table.add(before.name(), "before", "after");
    Set<String> ops = new LinkedHashSet<>(before.ops().keySet());
    ops.addAll(after.ops().keySet());
    ops.forEach(op -> addRow(table, op, before, after, i -> i.ops().getOrDefault(op, 0L)));
    addRow(table, "layers", before, after, inspection -> inspection.layers().size());
    addRow(table, "parameters", before, after, MergeReport::parameters);
    addRow(table, "MACs", before, after, Inspection::multiplyAccumulates);
    List<String> lines = new ArrayList<>(table.lines());
    lines.set(0, style.heading(lines.get(0)));
    return lines;
  }

  private static void addRow(
      Table table,
      String what,
      Inspection before,
      Inspection after,
      ToLongFunction<Inspection> number) {
    table.add(what, number(number.applyAsLong(before)), number(number.applyAsLong(after)));
  }

  private static long parameters(Inspection inspection) {
    return inspection.layers().stream().mapToLong(Layer::parameters).sum();
  }

  /** For each merged region its nodes, its costs and its certificate. */
  public static List<String> certificates(MergeResult result, Style style) {
    if (result.certificates().isEmpty()) {
      return List.of("", "no part of it merges");
    }
    List<String> lines = new ArrayList<>();
    for (Certificate certificate : result.certificates()) {
      Region region = certificate.region();
      lines.add("");
      lines.add(style.heading("%" + region.value().name()) + " from %" + region.source().name());
      region.nodes().stream().map(MergeReport::node).forEach(lines::add);
      lines.add(
          INDENT
              + "multiply-adds %s -> %s, parameters %s -> %s"
                  .formatted(
                      number(region.before().multiplyAdds()),
                      number(region.after().multiplyAdds()),
                      number(region.before().parameters()),
                      number(region.after().parameters())));
      lines.add(INDENT + difference(certificate));
    }
    return lines;
  }

  private static String node(Value value) {
    return INDENT + "%" + value.name() + " = " + OpSchema.mnemonic(value.op());
  }

  private static String difference(Certificate certificate) {
    return String.format(
        Locale.ROOT,
        "largest difference %.1e of the range of the outputs",
        certificate.difference());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
