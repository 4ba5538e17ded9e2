package io.repqc.tests.quantized;

import static java.util.Map.entry;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.tests.quantized.OperatorDraw.Levels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Random operators on single elements or pairs of them, and softmax. */
final class ElementCases {
  private ElementCases() {}

  static Map<String, Consumer<OperatorDraw>> rows() {
    Map<String, Consumer<OperatorDraw>> rows = new LinkedHashMap<>();
    rows.put("QLinearAdd", draw -> quantizedPair(draw, "QLinearAdd"));
    rows.put("QLinearMul", draw -> quantizedPair(draw, "QLinearMul"));
    for (String operator : List.of("Add", "Sub", "Mul")) {
      rows.put(operator, draw -> pair(draw, operator));
    }
    rows.put("Add and Relu", ElementCases::addAndRelu);
    rows.put("QLinearSigmoid", ElementCases::quantizedSigmoid);
    rows.put("QLinearLeakyRelu", ElementCases::quantizedLeakyRelu);
    curves()
        .forEach(
            (operator, attributes) ->
                rows.put(operator, draw -> curve(draw, operator, attributes)));
    rows.put("Relu", draw -> signed(draw, "Relu", Map.of()));
    rows.put("Clip", ElementCases::clip);
    rows.put("PRelu", ElementCases::slopes);
    rows.put("HardSwish as Mul", ElementCases::hardSwish);
    rows.put("QLinearSoftmax", ElementCases::quantizedSoftmax);
    rows.put("Softmax", ElementCases::softmax);
    return rows;
  }

  /** Functions of one number that end up between -1 and 1. */
  private static Map<String, Map<String, Object>> curves() {
    return Map.ofEntries(
        entry("Sigmoid", Map.of()),
        entry("Tanh", Map.of()),
        entry("Erf", Map.of()),
        entry("Softsign", Map.of()),
        entry("HardSigmoid", Map.of("alpha", 0.3f, "beta", 0.4f)));
  }

  private static void curve(OperatorDraw draw, String operator, Map<String, Object> attributes) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    draw.between(operator, List.of(draw.real(x)), draw.result(x.type(), 1 / 100.0), attributes);
  }

  private static void signed(OperatorDraw draw, String operator, Map<String, Object> attributes) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Levels y = draw.result(x.type(), x.scale());
    draw.between(operator, List.of(draw.real(x)), y, attributes);
  }

  private static void quantizedPair(OperatorDraw draw, String operator) {
    Levels left = draw.input("a", draw.type(), draw.image(3, 2));
    Levels right = other(draw, left);
    Levels y = resultOf(draw, operator.contains("Mul"), left, right);
    List<String> operands = new ArrayList<>(left.operands());
    operands.addAll(right.operands());
    operands.addAll(y.operands().subList(1, 3));
    draw.operator("com.microsoft." + operator, operands, y, Map.of());
  }

  private static void pair(OperatorDraw draw, String operator) {
    Levels left = draw.input("a", draw.type(), draw.image(3, 2));
    Levels right = other(draw, left);
    Levels y = resultOf(draw, operator.equals("Mul"), left, right);
    draw.between(operator, List.of(draw.real(left), draw.real(right)), y, Map.of());
  }

  private static void addAndRelu(OperatorDraw draw) {
    Levels left = draw.input("a", draw.type(), draw.image(3, 2));
    Levels right = draw.input("b", draw.type(), left.shape());
    Levels y = resultOf(draw, false, left, right);
    String sum = draw.sketch().node("Add", List.of(draw.real(left), draw.real(right)), "sum");
    draw.between("Relu", List.of(sum), y, Map.of());
  }

  /** Another input or a constant, of the same shape or one number for each channel. */
  private static Levels other(OperatorDraw draw, Levels left) {
    Shape shape = draw.flip() ? left.shape() : Shape.of(1, left.shape().dim(1), 1, 1);
    return draw.flip()
        ? draw.input("b", left.type(), shape)
        : draw.weight("b", left.type(), shape, 1);
  }

  private static Levels resultOf(OperatorDraw draw, boolean isProduct, Levels left, Levels right) {
    return isProduct
        ? draw.productResult(left, right)
        : draw.result(left.type(), 0.6 * (left.scale() + right.scale()));
  }

  private static void quantizedSigmoid(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    own(draw, "QLinearSigmoid", x, draw.unitResult(x.type()), Map.of());
  }

  private static void quantizedLeakyRelu(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Levels y = draw.result(x.type(), x.scale());
    own(draw, "QLinearLeakyRelu", x, y, Map.of("alpha", draw.pick(0.01f, 0.3f, 0.5f)));
  }

  private static void quantizedSoftmax(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), rows(draw));
    Map<String, Object> attributes = Map.of("axis", (long) x.shape().rank() - 1, "opset", 13L);
    own(draw, "QLinearSoftmax", x, draw.unitResult(x.type()), attributes);
  }

  private static void softmax(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), rows(draw));
    Map<String, Object> attributes = Map.of("axis", (long) draw.between(-2, -1));
    draw.between("Softmax", List.of(draw.real(x)), draw.unitResult(x.type()), attributes);
  }

  private static Shape rows(OperatorDraw draw) {
    return draw.flip() ? Shape.of(2, draw.between(2, 12)) : Shape.of(2, 3, draw.between(2, 12));
  }

  /** An operator of ONNX Runtime's own with one operand. */
  static void own(
      OperatorDraw draw, String operator, Levels x, Levels y, Map<String, Object> attributes) {
    List<String> operands = new ArrayList<>(x.operands());
    operands.addAll(y.operands().subList(1, 3));
    draw.operator("com.microsoft." + operator, operands, y, attributes);
  }

  private static void clip(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Levels y = draw.result(x.type(), x.scale());
    String low = draw.sketch().floats("low", draw.pick(0f, -0.5f));
    String high = draw.sketch().floats("high", draw.pick(1f, 1.5f, 6f));
    draw.between("Clip", List.of(draw.real(x), low, high), y, Map.of());
  }

  private static void slopes(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Levels y = draw.result(x.type(), x.scale());
    Levels slope = draw.weight("slope", ElementType.I8, Shape.of(3, 1, 1), 1);
    draw.between("PRelu", List.of(draw.real(x), draw.real(slope)), y, Map.of());
  }

  /** As exporters before opset 14 write it: x * hardsigmoid(x), no quantizer in between. */
  private static void hardSwish(OperatorDraw draw) {
    Levels x = draw.input("x", draw.type(), draw.image(3, 2));
    Levels y = draw.result(x.type(), x.scale());
    String real = draw.real(x);
    Map<String, Object> attributes = Map.of("alpha", 1 / 6f, "beta", 0.5f);
    String gate = draw.sketch().node("HardSigmoid", List.of(real), "gate", attributes);
    draw.between("Mul", List.of(real, gate), y, Map.of());
  }
}
