package io.repqc.tests.quantized;

import static java.util.Map.entry;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.tests.quantized.OperatorDraw.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Random operators that move numbers, and resizes between them. */
final class MovingCases {
  private static final double WEIGHT_ERROR = 0x1p-12;

  private MovingCases() {}

  static Map<String, Consumer<OperatorDraw>> rows() {
    return Map.ofEntries(
        entry("QLinearConcat", MovingCases::quantizedConcat),
        entry("Concat", MovingCases::concat),
        entry("Transpose", MovingCases::transpose),
        entry("Pad", MovingCases::pad),
        entry("Slice", MovingCases::slice),
        entry("Reshape", MovingCases::reshape),
        entry("Flatten", draw -> one(draw, draw.image(3, 2), "Flatten", Map.of("axis", 1L))),
        entry("DepthToSpace", MovingCases::depthToSpace),
        entry("Resize to the nearest", MovingCases::nearest),
        entry("Resize linear", MovingCases::linear),
        entry("Resize linear with rounded weights", MovingCases::roundedLinear));
  }

  private static List<Levels> parts(OperatorDraw draw) {
    Shape shape = draw.image(3, 2);
    Levels first = draw.input("x0", draw.type(), shape);
    List<Levels> parts = new ArrayList<>(List.of(first));
    for (int i = 1; i < 3; i++) {
      parts.add(draw.input("x" + i, first.type(), shape.with(1, draw.between(1, 3))));
    }
    return parts;
  }

  private static Levels joined(OperatorDraw draw, List<Levels> parts) {
    return draw.flip()
        ? draw.same(parts.get(0))
        : draw.result(parts.get(0).type(), parts.get(1).scale());
  }

  private static void quantizedConcat(OperatorDraw draw) {
    List<Levels> parts = parts(draw);
    Levels y = joined(draw, parts);
    List<String> operands = new ArrayList<>(y.operands().subList(1, 3));
    parts.forEach(part -> operands.addAll(part.operands()));
    draw.operator("com.microsoft.QLinearConcat", operands, y, Map.of("axis", 1L));
  }

  private static void concat(OperatorDraw draw) {
    List<Levels> parts = parts(draw);
    Levels y = joined(draw, parts);
    draw.between("Concat", parts.stream().map(draw::real).toList(), y, Map.of("axis", 1L));
  }

  private static void transpose(OperatorDraw draw) {
    List<Long> order =
        draw.pick(List.of(0L, 2L, 3L, 1L), List.of(0L, 1L, 3L, 2L), List.of(0L, 3L, 1L, 2L));
    one(draw, draw.image(3, 2), "Transpose", Map.of("perm", order));
  }

  private static void pad(OperatorDraw draw) {
    List<Long> pads = new ArrayList<>(List.of(0L, 0L));
    pads.addAll(draw.longs(2, 0, 3));
    pads.addAll(List.of(0L, 0L));
    pads.addAll(draw.longs(2, 0, 3));
    String amounts = draw.sketch().integers("pads", pads.toArray(Long[]::new));
    Map<String, Object> mode = Map.of("mode", draw.pick("constant", "edge", "reflect"));
    one(draw, draw.image(3, 2), "Pad", mode, amounts);
  }

  private static void slice(OperatorDraw draw) {
    OnnxSketch sketch = draw.sketch();
    one(
        draw,
        draw.image(4, 2),
        "Slice",
        Map.of(),
        sketch.integers("starts", 1L, (long) draw.between(0, 2)),
        sketch.integers("ends", 3L, 5L),
        sketch.integers("axes", 1L, 3L),
        sketch.integers("steps", 1L, (long) draw.between(1, 2)));
  }

  private static void reshape(OperatorDraw draw) {
    String shape = draw.sketch().integers("shape", 0L, -1L, 2L);
    one(draw, Shape.of(2, 3, 4, draw.between(1, 4)), "Reshape", Map.of(), shape);
  }

  private static void depthToSpace(OperatorDraw draw) {
    Map<String, Object> attributes = Map.of("blocksize", 2L, "mode", draw.pick("DCR", "CRD"));
    one(draw, draw.image(8, 2), "DepthToSpace", attributes);
  }

  private static void nearest(OperatorDraw draw) {
    Map<String, Object> attributes =
        Map.of(
            "mode",
            "nearest",
            "coordinate_transformation_mode",
            draw.pick("asymmetric", "half_pixel", "align_corners"),
            "nearest_mode",
            draw.pick("floor", "round_prefer_floor", "ceil"));
    resize(draw, attributes, draw.pick(2f, 3f, 0.5f), draw.pick(2f, 1.5f, 4f));
  }

  private static void linear(OperatorDraw draw) {
    String coordinates = draw.pick("asymmetric", "half_pixel", "pytorch_half_pixel");
    Map<String, Object> attributes =
        Map.of("mode", "linear", "coordinate_transformation_mode", coordinates);
    resize(draw, attributes, draw.pick(2f, 0.5f), draw.pick(2f, 4f));
  }

  /** Weights that integers of some bits do not hold; each is off by half a step of theirs. */
  private static void roundedLinear(OperatorDraw draw) {
    String coordinates = draw.pick("half_pixel", "align_corners");
    draw.mayBeOff(2 * 256 * WEIGHT_ERROR);
    Map<String, Object> attributes =
        Map.of("mode", "linear", "coordinate_transformation_mode", coordinates);
    resize(draw, attributes, draw.pick(3f, 1.5f), draw.pick(3f, 2.5f));
  }

  private static void resize(
      OperatorDraw draw, Map<String, Object> attributes, float rows, float columns) {
    String scales = draw.sketch().floats("scales", 1, 1, rows, columns);
    String none = draw.sketch().initializer("roi", Tensor.f32(Shape.of(0)));
    one(draw, draw.image(3, 2), "Resize", attributes, none, scales);
  }

  /** An operator whose result keeps the quantization of its input, or has another. */
  private static void one(
      OperatorDraw draw,
      Shape shape,
      String operator,
      Map<String, Object> attributes,
      String... others) {
    Levels x = draw.input("x", draw.type(), shape);
    Levels y = draw.flip() ? draw.same(x) : draw.result(x.type(), x.scale());
    List<String> operands = new ArrayList<>(List.of(draw.real(x)));
    operands.addAll(List.of(others));
    draw.between(operator, operands, y, attributes);
  }
}
