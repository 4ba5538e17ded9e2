package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.compiler.inspect.Inspection;
import io.repqc.compiler.inspect.Layer;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code repqc inspect} says of a network. */
public final class InspectionReport {
  private static final int LABEL_WIDTH = 12;

  private final Inspection inspection;
  private final Style style;
  private final List<String> lines = new ArrayList<>();

  private InspectionReport(Inspection inspection, Style style) {
    this.inspection = inspection;
    this.style = style;
  }

  public static List<String> lines(Inspection inspection, boolean listsParameters, Style style) {
    InspectionReport report = new InspectionReport(inspection, style);
    report.addSummary();
    report.addTable(report.interfaces());
    report.addTable(report.layers());
    if (listsParameters) {
      report.addTable(report.parameters());
    }
    report.addHints();
    return report.lines;
  }

  private void addSummary() {
    addFact("network", inspection.name());
    addFact(
        "layers",
        inspection.ops().entrySet().stream()
            .map(entry -> number(entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining(", ")));
    addFact("parameters", parameterCounts());
    addFact("work", number(inspection.multiplyAccumulates()) + " multiply-accumulates (MACs)");
  }

  /** A label and a text, over several lines where it is long. */
  private void addFact(String label, String text) {
    String indent = " ".repeat(LABEL_WIDTH);
    StringBuilder line = new StringBuilder(indent);
    String start = style.heading(label) + " ".repeat(LABEL_WIDTH - label.length());
    for (String word : text.split(" ")) {
      if (line.length() > LABEL_WIDTH && line.length() + word.length() > Table.WIDTH) {
        lines.add(start + line.substring(LABEL_WIDTH).stripTrailing());
        line = new StringBuilder(indent);
        start = indent;
      }
      line.append(word).append(' ');
    }
    lines.add(start + line.substring(LABEL_WIDTH).stripTrailing());
  }

  private String parameterCounts() {
    String counts =
        count("trainable", inspection.parameters(true))
            + "; "
            + count("frozen", inspection.parameters(false));
    return inspection.constants().isEmpty()
        ? counts
        : counts + "; " + count("constant", inspection.constants());
  }

  private static String count(String what, List<Value> tensors) {
    long numbers = tensors.stream().mapToLong(value -> value.shape().count()).sum();
    return "%s %s in %s".formatted(number(numbers), what, plural(tensors.size(), "tensor"));
  }

  private static String plural(int count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** A blank line and the table, whose first row is its heading. */
  private void addTable(Table table) {
    List<String> rows = table.lines();
    lines.add("");
    lines.add(style.heading(rows.get(0)));
    lines.addAll(rows.subList(1, rows.size()));
  }

  private Table interfaces() {
    Table table = new Table(Set.of());
    table.add("interface", "kind", "type");
    for (Value value : inspection.inputs()) {
      boolean batched = ((Input) value.op()).batched();
      table.add(value.name(), batched ? "input, any batch" : "input", value.type().toString());
    }
    inspection
        .outputs()
        .forEach(output -> table.add(output.name(), "output", output.value().type().toString()));
    return table;
  }

  private Table layers() {
    Table table = new Table(Set.of(4, 5));
    table.add("layer", "op", "output", "kernel", "parameters", "MACs");
    inspection.layers().forEach(layer -> addLayer(table, layer));
    long parameters = inspection.layers().stream().mapToLong(Layer::parameters).sum();
    long work = inspection.multiplyAccumulates();
    table.add("total", "", "", "", number(parameters), number(work));
    return table;
  }

  private static void addLayer(Table table, Layer layer) {
    table.add(
        layer.name(),
        layer.op(),
        layer.type().elementType().toString() + layer.type().shape(),
        kernel(layer),
        layer.parameters() == 0 ? "" : number(layer.parameters()),
        layer.multiplyAccumulates() == 0 ? "" : number(layer.multiplyAccumulates()));
  }

  /** Such as {@code 3x3 s2 g64 d1x2}: a stride, groups and a dilation only where they are not 1. */
  private static String kernel(Layer layer) {
    return layer.kernel().isEmpty()
        ? ""
        : size(layer.kernel())
            + unlessOne(" s", layer.strides())
            + (layer.groups() > 1 ? " g" + layer.groups() : "")
            + unlessOne(" d", layer.dilations());
  }

  private static String size(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** One number for all axes where they are the same. */
  private static String unlessOne(String sign, List<Integer> sizes) {
    boolean isSame = sizes.stream().distinct().count() == 1;
    if (isSame && sizes.get(0) == 1) {
      return "";
    }
    return sign + (isSame ? sizes.get(0).toString() : size(sizes));
  }

  private Table parameters() {
    Table table = new Table(Set.of());
    table.add("parameter", "type", "training");
    for (Value value : inspection.parameters()) {
      boolean trainable = ((Parameter) value.op()).trainable();
      table.add(value.name(), value.type().toString(), trainable ? "trainable" : "frozen");
    }
    return table;
  }

  private void addHints() {
    for (String hint : inspection.hints()) {
      lines.add("");
      addFact("hint", hint);
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
