package io.repqc.tests.quantized;

import static java.util.Map.entry;

import io.repqc.ir.Shape;
import io.repqc.tests.quantized.OperatorDraw.Levels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Random pools and means. */
final class PoolCases {
  private PoolCases() {}

  static Map<String, Consumer<OperatorDraw>> rows() {
    return Map.ofEntries(
        entry("QLinearAveragePool", PoolCases::quantizedAverage),
        entry("QLinearGlobalAveragePool", PoolCases::quantizedGlobal),
        entry("AveragePool", draw -> windows(draw, "AveragePool")),
        entry("MaxPool", draw -> windows(draw, "MaxPool")),
        entry("MaxPool of integers", PoolCases::integers),
        entry("GlobalAveragePool", draw -> global(draw, "GlobalAveragePool")),
        entry("GlobalMaxPool", draw -> global(draw, "GlobalMaxPool")),
        entry("ReduceMean", PoolCases::mean));
  }

  private static void quantizedAverage(OperatorDraw draw) {
    Windows windows = Windows.drawPool(draw, 2);
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Map<String, Object> attributes = windows.attributes();
    attributes.put("count_include_pad", draw.flip() ? 1L : 0L);
    attributes.remove("ceil_mode");
    ElementCases.own(draw, "QLinearAveragePool", x, draw.result(x.type(), x.scale()), attributes);
  }

  private static void quantizedGlobal(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Levels y = draw.result(x.type(), x.scale() / 3);
    Map<String, Object> attributes = Map.of("channels_last", draw.flip() ? 1L : 0L);
    ElementCases.own(draw, "QLinearGlobalAveragePool", x, y, attributes);
  }

  private static void mean(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Levels y = draw.result(x.type(), x.scale() / 3);
    draw.between("ReduceMean", List.of(draw.real(x)), y, axes(draw));
  }

  private static Map<String, Object> axes(OperatorDraw draw) {
    List<Long> axes = draw.pick(List.of(2L, 3L), List.of(1L), List.of(-1L), List.of(1L, 2L, 3L));
    return Map.of("axes", axes, "keepdims", draw.flip() ? 1L : 0L);
  }

  private static void windows(OperatorDraw draw, String operator) {
    int spatial = draw.pick(1, 2, 2);
    Windows windows = Windows.drawPool(draw, spatial);
    Levels x = draw.input("x", draw.type(), draw.image(draw.between(1, 4), spatial));
    Map<String, Object> attributes = new LinkedHashMap<>(windows.attributes());
    if (operator.equals("AveragePool")) {
      attributes.put("count_include_pad", draw.flip() ? 1L : 0L);
    }
    Levels y = draw.flip() ? draw.same(x) : draw.result(x.type(), x.scale());
    draw.between(operator, List.of(draw.real(x)), y, attributes);
  }

  private static void integers(OperatorDraw draw) {
    Windows windows = Windows.drawPool(draw, 2);
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    draw.operator("MaxPool", List.of(x.name()), draw.same(x), windows.attributes());
  }

  private static void global(OperatorDraw draw, String operator) {
    Shape shape = draw.image(draw.between(1, 4), draw.pick(1, 2));
    Levels x = draw.input("x", draw.type(), shape);
    Levels y = draw.flip() ? draw.same(x) : draw.result(x.type(), x.scale() / 3);
    draw.between(operator, List.of(draw.real(x)), y, Map.of());
  }
}
