package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;
import java.util.Map;

/** The convolution of files that ONNX Runtime optimised: with a sum and an activation inside. */
final class ImportFusedConvolution {
  private ImportFusedConvolution() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "com.microsoft.FusedConv", OnnxImporter.single(ImportFusedConvolution::convolution));
  }

  private static Value convolution(OnnxNode node) {
    Value weight = node.input(1);
    Value bias = node.optionalInput(2).orElseGet(() -> ImportConvolution.noBias(node, weight));
    Op result = ImportConvolution.convolution(node, node.input(0), weight, bias);
    if (node.has(3)) {
      Value convolution = node.emit("convolution", result);
      result = new Binary(BinaryFunction.ADD, convolution, node.input(3));
    }
    return node.hasAttribute("activation")
        ? node.emit(activation(node, node.emit("sum", result)))
        : node.emit(result);
  }

  private static Op activation(OnnxNode node, Value x) {
    String activation = node.text("activation", "");
    return switch (activation) {
      case "Relu" -> Clamp.relu(x);
      case "Clip" -> new Clamp(x, constant(node, 0), constant(node, 1));
      case "HardSigmoid" ->
          new Unary(UnaryFunction.HARD_SIGMOID, x, constant(node, 0), constant(node, 1));
      case "HardSwish" -> new Unary(UnaryFunction.HARD_SWISH, x);
      case "LeakyRelu" -> {
        Tensor slope = Tensor.scalar(x.elementType(), constant(node, 0));
        yield new Binary(BinaryFunction.PRELU, x, node.constant("alpha", slope));
      }
      case "Sigmoid" -> new Unary(UnaryFunction.SIGMOID, x);
      case "Tanh" -> new Unary(UnaryFunction.TANH, x);
      default -> throw node.problem("the activation '%s' is not supported", activation);
    };
  }

  private static double constant(OnnxNode node, int index) {
    List<Double> constants = node.numbers("activation_params", List.of());
    if (index >= constants.size()) {
      throw node.problem("activation_params has %d numbers, expected one more", constants.size());
    }
    return constants.get(index);
  }
}
