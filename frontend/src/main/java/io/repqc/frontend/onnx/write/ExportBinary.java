package io.repqc.frontend.onnx.write;

import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import java.util.List;

/** Functions of two tensors, which broadcast. */
final class ExportBinary {
  private ExportBinary() {}

  static void write(NodeWriter node, Binary op) {
    if (op.function() == BinaryFunction.PRELU) {
      rectifier(node, op);
    } else {
      List<String> operands = List.of(node.operand(op.left()), node.operand(op.right()));
      node.result(operator(op.function()), operands);
    }
  }

  private static String operator(BinaryFunction function) {
    return switch (function) {
      case ADD -> "Add";
      case AND -> "And";
      case DIV -> "Div";
      case EQUAL -> "Equal";
      case GREATER -> "Greater";
      case LESS -> "Less";
      case MAX -> "Max";
      case MIN -> "Min";
      case MUL -> "Mul";
      case OR -> "Or";
      case POW -> "Pow";
      case PRELU -> "PRelu";
      case SUB -> "Sub";
      case XOR -> "Xor";
    };
  }

  /** ONNX has it where the slope alone broadcasts. */
  private static void rectifier(NodeWriter node, Binary op) {
    Value x = op.left();
    Value slope = op.right();
    boolean isFloat = node.carrier(x.elementType()).isFloat();
    if (!isFloat || !node.value().shape().equals(x.shape())) {
      choice(node, node.operand(x), node.operand(slope));
    } else if (slope.op() instanceof Constant constant && slope.shape().count() == 1) {
      double alpha = constant.tensor().number(0);
      node.result(
          "LeakyRelu", List.of(node.operand(x)), new NodeAttributes().number("alpha", alpha));
    } else {
      node.result("PRelu", List.of(node.operand(x), node.operand(slope)));
    }
  }

  private static void choice(NodeWriter node, String x, String slope) {
    String scaled = node.emit("scaled", "Mul", List.of(x, slope));
    String negative = node.emit("negative", "Less", List.of(x, node.number("zero", 0)));
    node.result("Where", List.of(negative, scaled, x));
  }
}
