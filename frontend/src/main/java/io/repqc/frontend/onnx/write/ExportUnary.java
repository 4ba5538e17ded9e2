package io.repqc.frontend.onnx.write;

import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;

/** Functions of one element, those that the opset does not have by their formulas. */
final class ExportUnary {
  private static final int GELU_SINCE = 20;
  private static final int MISH_SINCE = 18;

  private ExportUnary() {}

  static void write(NodeWriter floats, Unary op) {
    NodeWriter node = floats.in(carrier(op.function()));
    List<String> x = List.of(node.operand(op.x()));
    if (op.function() == UnaryFunction.GELU && node.opset() < GELU_SINCE) {
      gelu(node, x.get(0));
    } else if (op.function() == UnaryFunction.GELU_TANH && node.opset() < GELU_SINCE) {
      geluByTanh(node, x.get(0));
    } else if (op.function() == UnaryFunction.MISH && node.opset() < MISH_SINCE) {
      String softplus = node.emit("softplus", "Softplus", x);
      node.result("Mul", List.of(x.get(0), node.emit("tanh", "Tanh", List.of(softplus))));
    } else {
      node.result(operator(op.function()), x, attributes(op));
    }
  }

  private static Carrier carrier(UnaryFunction function) {
    return switch (function) {
      case ABS, NEG, SIGN -> Carrier.ARITHMETIC;
      case NOT -> Carrier.ANY;
      case CELU -> Carrier.SINGLE;
      default -> Carrier.FLOATS;
    };
  }

  private static String operator(UnaryFunction function) {
    return switch (function) {
      case ABS -> "Abs";
      case CEIL -> "Ceil";
      case CELU -> "Celu";
      case ELU -> "Elu";
      case ERF -> "Erf";
      case EXP -> "Exp";
      case FLOOR -> "Floor";
      case GELU, GELU_TANH -> "Gelu";
      case HARD_SIGMOID -> "HardSigmoid";
      case HARD_SWISH -> "HardSwish";
      case LOG -> "Log";
      case MISH -> "Mish";
      case NEG -> "Neg";
      case NOT -> "Not";
      case RECIPROCAL -> "Reciprocal";
      case ROUND -> "Round";
      case SELU -> "Selu";
      case SIGMOID -> "Sigmoid";
      case SIGN -> "Sign";
      case SOFTPLUS -> "Softplus";
      case SOFTSIGN -> "Softsign";
      case SQRT -> "Sqrt";
      case TANH -> "Tanh";
      case THRESHOLDED_RELU -> "ThresholdedRelu";
    };
  }

  private static NodeAttributes attributes(Unary op) {
    NodeAttributes attributes = new NodeAttributes();
    return switch (op.function()) {
      case CELU, ELU, THRESHOLDED_RELU -> attributes.number("alpha", op.alpha());
      case HARD_SIGMOID -> attributes.number("alpha", op.alpha()).number("beta", op.beta());
      case SELU -> attributes.number("alpha", op.alpha()).number("gamma", op.beta());
      case GELU_TANH -> attributes.text("approximate", "tanh");
      default -> attributes;
    };
  }

  /** {@code x * 0.5 * (1 + erf(x / sqrt 2))}. */
  private static void gelu(NodeWriter node, String x) {
    String scaled = node.emit("scaled", "Div", List.of(x, node.number("root", Math.sqrt(2))));
    gated(node, x, node.emit("erf", "Erf", List.of(scaled)));
  }

  /** {@code x * 0.5 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))}. */
  private static void geluByTanh(NodeWriter node, String x) {
    String square = node.emit("square", "Mul", List.of(x, x));
    String cube = node.emit("cube", "Mul", List.of(square, x));
    String bent = node.emit("bent", "Mul", List.of(cube, node.number("bend", 0.044715)));
    String sum = node.emit("sum", "Add", List.of(x, bent));
    String factor = node.number("factor", Math.sqrt(2 / Math.PI));
    String scaled = node.emit("scaled", "Mul", List.of(sum, factor));
    gated(node, x, node.emit("tanh", "Tanh", List.of(scaled)));
  }

  private static void gated(NodeWriter node, String x, String curve) {
    String raised = node.emit("raised", "Add", List.of(curve, node.number("one", 1)));
    String gate = node.emit("gate", "Mul", List.of(x, raised));
    node.result("Mul", List.of(gate, node.number("half", 0.5)));
  }
}
