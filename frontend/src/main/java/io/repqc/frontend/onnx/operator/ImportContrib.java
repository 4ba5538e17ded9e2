package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Operators on quantized tensors that ONNX Runtime adds to the standard. */
final class ImportContrib {
  /** Since this opset, softmax runs along one axis; before, over all that follow as well. */
  private static final int SOFTMAX_IS_ALONG_AXIS_SINCE = 13;

  private ImportContrib() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        row("QGemm", ImportContrib::gemm),
        row("QLinearAdd", node -> binary(node, BinaryFunction.ADD)),
        row("QLinearAveragePool", node -> spatial(node, ImportPooling::average)),
        row("QLinearConcat", ImportContrib::concat),
        row("QLinearGlobalAveragePool", node -> spatial(node, ImportContrib::globalAverage)),
        row("QLinearLeakyRelu", node -> elements(node, ImportContrib::leakyRelu)),
        row("QLinearMul", node -> binary(node, BinaryFunction.MUL)),
        row("QLinearReduceMean", node -> elements(node, ImportContrib::mean)),
        row("QLinearSigmoid", node -> elements(node, ImportContrib::sigmoid)),
        row("QLinearSoftmax", ImportContrib::softmax));
  }

  private static Map.Entry<String, OnnxImporter> row(
      String operator, Function<OnnxNode, Value> build) {
    return entry("com.microsoft." + operator, OnnxImporter.single(build));
  }

  private static Value binary(OnnxNode node, BinaryFunction function) {
    Value left = Quantized.real(node, "left", 0, 0);
    Value right = Quantized.real(node, "right", 3, 0);
    Value y = node.emit("real", new Binary(function, left, right));
    return Quantized.result(node, y, 6);
  }

  /** An operator of one quantized input. */
  private static Value elements(OnnxNode node, BiFunction<OnnxNode, Value, Op> op) {
    Value x = Quantized.real(node, "x", 0, 0);
    return Quantized.result(node, node.emit("real", op.apply(node, x)), 3);
  }

  private static Op sigmoid(OnnxNode node, Value x) {
    return new Unary(UnaryFunction.SIGMOID, x);
  }

  private static Op leakyRelu(OnnxNode node, Value x) {
    Tensor slope = Tensor.scalar(x.elementType(), node.number("alpha", 0.01f));
    return new Binary(BinaryFunction.PRELU, x, node.constant("alpha", slope));
  }

  private static Op mean(OnnxNode node, Value x) {
    int rank = x.shape().rank();
    List<Integer> axes = node.integers("axes", IntStream.range(0, rank).boxed().toList());
    List<Integer> counted = axes.stream().map(axis -> OnnxNode.axis(axis, rank)).toList();
    return new Reduce(ReduceFunction.MEAN, x, counted, node.flag("keepdims", true));
  }

  private static Op globalAverage(OnnxNode node, Value x) {
    return ImportPooling.global(ReduceFunction.MEAN, x);
  }

  /** An operator over the spatial axes, which may be followed by the channels. */
  private static Value spatial(OnnxNode node, BiFunction<OnnxNode, Value, Op> op) {
    if (!node.flag("channels_last", false)) {
      return elements(node, op);
    }
    Value x = Quantized.real(node, "x", 0, 0);
    int rank = x.shape().rank();
    Value first = node.emit("channels_first", new Transpose(x, channelsFirst(rank)));
    Value y = node.emit("pooled", op.apply(node, first));
    return Quantized.result(node, node.emit("real", new Transpose(y, channelsLast(rank))), 3);
  }

  private static List<Integer> channelsFirst(int rank) {
    List<Integer> order = new ArrayList<>(List.of(0, rank - 1));
    IntStream.range(1, rank - 1).forEach(order::add);
    return order;
  }

  private static List<Integer> channelsLast(int rank) {
    List<Integer> order = new ArrayList<>(List.of(0));
    IntStream.range(2, rank).forEach(order::add);
    order.add(1);
    return order;
  }

  private static Value softmax(OnnxNode node) {
    Value x = Quantized.real(node, "x", 0, 0);
    int rank = x.shape().rank();
    int axis = node.axis("axis", -1, rank);
    if (node.integer("opset", node.opset()) >= SOFTMAX_IS_ALONG_AXIS_SINCE || axis == rank - 1) {
      return Quantized.result(node, node.emit("real", new Softmax(x, axis, false)), 3);
    }
    int rows = x.shape().count(0, axis);
    Value flat = node.reshape("rows", x, List.of(rows, x.shape().count(axis, rank)));
    Value y = node.emit("softmax", new Softmax(flat, 1, false));
    return Quantized.result(node, node.reshape("real", y, x.shape().dims()), 3);
  }

  /** Scale and zero point of the result come first, then three inputs for each part. */
  private static Value concat(OnnxNode node) {
    List<Value> parts = new ArrayList<>();
    for (int first = 2; first + 2 < node.inputCount(); first += 3) {
      parts.add(Quantized.real(node, "part" + parts.size(), first, 0));
    }
    if (parts.isEmpty()) {
      throw node.problem("there is nothing to join; the node has %d inputs", node.inputCount());
    }
    int axis = node.axis("axis", 0, parts.get(0).shape().rank());
    return Quantized.result(node, node.emit("real", new Concat(parts, axis)), 0);
  }

  /** Without a scale for the result, that stays float. */
  private static Value gemm(OnnxNode node) {
    Value left = Quantized.real(node, "left", 0, node.flag("transA", false) ? 1 : 0);
    Value right = Quantized.real(node, "right", 3, node.flag("transB", false) ? 0 : 1);
    double alpha = node.number("alpha", 1);
    Value scaled = ImportMatMul.scaled(node, "weight.scaled", right, alpha);
    Optional<Value> added =
        node.optionalInput(6)
            .map(integers -> ImportQLinear.bias(node, integers, node.input(1), node.input(4)))
            .map(bias -> ImportMatMul.scaled(node, "bias.scaled", bias, alpha));
    if (!node.has(7)) {
      return ImportMatMul.gemm(node, null, left, scaled, added);
    }
    Value y = ImportMatMul.gemm(node, "real", left, scaled, added);
    return Quantized.result(node, y, 7);
  }
}
