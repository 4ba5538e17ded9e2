package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that compute nothing: names, numbers and choices that are made before the run. */
final class ImportStructure {
  private ImportStructure() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "Constant", ImportStructure::constant,
        "Identity", ImportStructure::identity,
        "If", ImportStructure::choose);
  }

  private static List<Value> constant(OnnxNode node) {
    Optional<Tensor> tensor =
        node.tensor("value")
            .or(() -> single(node, "value_int", ElementType.I64, node.integer("value_int", 0)))
            .or(() -> single(node, "value_float", ElementType.F32, node.number("value_float", 0)))
            .or(() -> integers(node))
            .or(() -> numbers(node));
    Tensor numbers =
        tensor.orElseThrow(
            () ->
                node.problem(
                    "no value that is supported; expected value, value_int, value_ints, value_float or value_floats"));
    boolean isTrained = numbers.elementType().isFloat() && node.isTrained();
    return List.of(isTrained ? node.parameter(numbers) : node.constant(numbers));
  }

  private static Optional<Tensor> single(
      OnnxNode node, String attribute, ElementType type, double number) {
    return node.hasAttribute(attribute)
        ? Optional.of(Tensor.scalar(type, number))
        : Optional.empty();
  }

  private static Optional<Tensor> integers(OnnxNode node) {
    return node.longs("value_ints").map(list -> Tensor.i64(Shape.of(list.length), list));
  }

  private static Optional<Tensor> numbers(OnnxNode node) {
    if (!node.hasAttribute("value_floats")) {
      return Optional.empty();
    }
    float[] floats = new float[node.numbers("value_floats", List.of()).size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = node.numbers("value_floats", List.of()).get(i).floatValue();
    }
    return Optional.of(Tensor.f32(Shape.of(floats.length), floats));
  }

  /** Exporters merge equal initializers; the other name is a parameter of its own. */
  private static List<Value> identity(OnnxNode node) {
    return List.of(node.parameterInput(0).map(node::parameter).orElseGet(() -> node.input(0)));
  }

  private static List<Value> choose(OnnxNode node) {
    if (!node.isConstant(0)) {
      throw node.problem(
          "the condition \"%s\" is not constant; only a choice that is decided before the network runs is supported",
          node.input(0).name());
    }
    Tensor condition = node.constant(0, "condition");
    if (condition.count() != 1) {
      throw node.problem("the condition has %d elements, expected one", condition.count());
    }
    for (String branch : List.of("then_branch", "else_branch")) {
      if (!node.hasAttribute(branch)) {
        throw node.problem("attribute \"%s\" (a graph) is missing", branch);
      }
    }
    return node.inline(condition.integer(0) != 0 ? "then_branch" : "else_branch");
  }
}
