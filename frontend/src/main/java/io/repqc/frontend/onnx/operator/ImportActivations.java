package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.Map;

/** Activations that are more than one function of one element. */
final class ImportActivations {
  private static final int NUMPY_RULE_SINCE = 7;

  private ImportActivations() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("Gelu", OnnxImporter.single(ImportActivations::gelu)),
        entry("LeakyRelu", OnnxImporter.single(ImportActivations::leakyRelu)),
        entry("PRelu", OnnxImporter.single(ImportActivations::prelu)),
        entry("Relu", OnnxImporter.single(node -> node.emit(Clamp.relu(node.input(0))))),
        entry("Swish", OnnxImporter.single(node -> swish(node, 1))),
        entry("com.microsoft.BiasGelu", biased(UnaryFunction.GELU)),
        entry("com.microsoft.FastGelu", biased(UnaryFunction.GELU_TANH)),
        entry("com.microsoft.Gelu", biased(UnaryFunction.GELU)),
        entry("com.microsoft.QuickGelu", OnnxImporter.single(node -> swish(node, 1.702f))));
  }

  private static Value gelu(OnnxNode node) {
    String approximate = node.text("approximate", "none");
    UnaryFunction function =
        switch (approximate) {
          case "none" -> UnaryFunction.GELU;
          case "tanh" -> UnaryFunction.GELU_TANH;
          default -> throw node.problem("approximate is '%s', expected none or tanh", approximate);
        };
    return node.emit(new Unary(function, node.input(0)));
  }

  private static OnnxImporter biased(UnaryFunction function) {
    return OnnxImporter.single(
        node -> {
          Value x = node.input(0);
          Value sum =
              node.has(1) ? node.emit("sum", new Binary(BinaryFunction.ADD, x, node.input(1))) : x;
          return node.emit(new Unary(function, sum));
        });
  }

  private static Value swish(OnnxNode node, double alphaOtherwise) {
    Value x = node.input(0);
    double alpha = node.number("alpha", alphaOtherwise);
    Value gate = node.emit("gate", new Unary(UnaryFunction.SIGMOID, scaled(node, x, alpha)));
    return node.emit(new Binary(BinaryFunction.MUL, x, gate));
  }

  private static Value scaled(OnnxNode node, Value x, double factor) {
    if (factor == 1) {
      return x;
    }
    Value constant = node.constant("alpha", Tensor.scalar(x.elementType(), factor));
    return node.emit("scaled", new Binary(BinaryFunction.MUL, x, constant));
  }

  private static Value leakyRelu(OnnxNode node) {
    Value x = node.input(0);
    Tensor slope = Tensor.scalar(x.elementType(), node.number("alpha", 0.01f));
    return node.emit(new Binary(BinaryFunction.PRELU, x, node.constant("alpha", slope)));
  }

  private static Value prelu(OnnxNode node) {
    Value x = node.input(0);
    Value slope = slope(node, x.shape().rank());
    Value result = node.emit(new Binary(BinaryFunction.PRELU, x, slope));
    if (!result.shape().equals(x.shape())) {
      throw node.problem(
          "the slope has shape %s, expected one that broadcasts to the input's %s",
          slope.shape(), x.shape());
    }
    return result;
  }

  /** Before opset 7 a slope of one dimension is one number a channel. */
  private static Value slope(OnnxNode node, int rank) {
    Value slope = node.input(1);
    boolean byChannel =
        node.opset() < NUMPY_RULE_SINCE && slope.shape().rank() == 1 && slope.shape().count() > 1;
    return byChannel ? LegacyBroadcast.aligned(node, slope, 1, rank) : slope;
  }
}
