package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.Map;

/** Functions of one element that take at most some constants. */
final class ImportFunctions {
  private static final double SELU_ALPHA = 1.67326319217681884765625;
  private static final double SELU_GAMMA = 1.05070102214813232421875;

  private ImportFunctions() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("Abs", unary(UnaryFunction.ABS)),
        entry("Ceil", unary(UnaryFunction.CEIL)),
        entry("Celu", unary(UnaryFunction.CELU, "alpha", 1)),
        entry("Elu", unary(UnaryFunction.ELU, "alpha", 1)),
        entry("Erf", unary(UnaryFunction.ERF)),
        entry("Exp", unary(UnaryFunction.EXP)),
        entry("Floor", unary(UnaryFunction.FLOOR)),
        entry("HardSigmoid", unary(UnaryFunction.HARD_SIGMOID, "alpha", 0.2, "beta", 0.5)),
        entry("HardSwish", unary(UnaryFunction.HARD_SWISH)),
        entry("Log", unary(UnaryFunction.LOG)),
        entry("Mish", unary(UnaryFunction.MISH)),
        entry("Neg", unary(UnaryFunction.NEG)),
        entry("Not", unary(UnaryFunction.NOT)),
        entry("Reciprocal", unary(UnaryFunction.RECIPROCAL)),
        entry("Round", unary(UnaryFunction.ROUND)),
        entry("Selu", unary(UnaryFunction.SELU, "alpha", SELU_ALPHA, "gamma", SELU_GAMMA)),
        entry("Sigmoid", unary(UnaryFunction.SIGMOID)),
        entry("Sign", unary(UnaryFunction.SIGN)),
        entry("Softplus", unary(UnaryFunction.SOFTPLUS)),
        entry("Softsign", unary(UnaryFunction.SOFTSIGN)),
        entry("Sqrt", unary(UnaryFunction.SQRT)),
        entry("Tanh", unary(UnaryFunction.TANH)),
        entry("ThresholdedRelu", unary(UnaryFunction.THRESHOLDED_RELU, "alpha", 1)));
  }

  private static OnnxImporter unary(UnaryFunction function) {
    return OnnxImporter.single(node -> node.emit(new Unary(function, node.input(0))));
  }

  private static OnnxImporter unary(UnaryFunction function, String alpha, double otherwise) {
    return OnnxImporter.single(
        node -> node.emit(new Unary(function, node.input(0), node.number(alpha, otherwise), 0)));
  }

  private static OnnxImporter unary(
      UnaryFunction function,
      String alpha,
      double alphaOtherwise,
      String beta,
      double betaOtherwise) {
    return OnnxImporter.single(
        node -> {
          double first = node.number(alpha, alphaOtherwise);
          double second = node.number(beta, betaOtherwise);
          return node.emit(new Unary(function, node.input(0), first, second));
        });
  }
}
