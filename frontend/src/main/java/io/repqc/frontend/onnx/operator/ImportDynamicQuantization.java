package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Quantizers that take their scale from the tensor itself, and products of what they make. */
final class ImportDynamicQuantization {
  private static final List<String> RESULTS = List.of("left.quantized", "left.scale", "left.zero");

  private ImportDynamicQuantization() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("DynamicQuantizeLinear", node -> quantized(node, node.input(0), node::emitOutput)),
        entry(
            "com.microsoft.DynamicQuantizeMatMul",
            OnnxImporter.single(ImportDynamicQuantization::dynamicProduct)),
        entry(
            "com.microsoft.MatMulIntegerToFloat",
            OnnxImporter.single(ImportDynamicQuantization::floatProduct)));
  }

  /** The range of x with 0 in it, spread over u8: the integers, their scale, their zero point. */
  private static List<Value> quantized(
      OnnxNode node, Value x, BiFunction<Integer, Op, Value> output) {
    List<Integer> all = IntStream.range(0, x.shape().rank()).boxed().toList();
    Value largest = node.emit("largest", new Reduce(ReduceFunction.MAX, x, all, false));
    Value smallest = node.emit("smallest", new Reduce(ReduceFunction.MIN, x, all, false));
    Value high = node.emit("high", Clamp.relu(largest));
    Value low = node.emit("low", new Clamp(smallest, Double.NEGATIVE_INFINITY, 0));
    Value scale = output.apply(1, scale(node, high, low));
    Value depth = node.emit("depth", new Unary(UnaryFunction.NEG, low));
    Value steps = node.emit("steps", new Binary(BinaryFunction.DIV, depth, scale));
    Value zero = node.emit("zero", new Unary(UnaryFunction.ROUND, steps));
    Value zeroPoint = output.apply(2, new Cast(zero, ElementType.U8));
    Value y = output.apply(0, Quantize.full(x, scale, zeroPoint, 0, ElementType.U8));
    return List.of(y, scale, zeroPoint);
  }

  /** Zeros only have no range, so any scale would do. */
  private static Select scale(OnnxNode node, Value high, Value low) {
    Value range = node.emit("range", new Binary(BinaryFunction.SUB, high, low));
    Value steps = number(node, "most", range.elementType(), 255);
    Value scale = node.emit("step", new Binary(BinaryFunction.DIV, range, steps));
    Value nothing = number(node, "nothing", range.elementType(), 0);
    Value isEmpty = node.emit("is_empty", new Binary(BinaryFunction.EQUAL, range, nothing));
    return new Select(isEmpty, number(node, "one", range.elementType(), 1), scale);
  }

  private static Value number(OnnxNode node, String suffix, ElementType type, double number) {
    return node.constant(suffix, Tensor.scalar(type, number));
  }

  private static Value dynamicProduct(OnnxNode node) {
    List<Value> left =
        quantized(node, node.input(0), (index, op) -> node.emit(RESULTS.get(index), op));
    Value real = node.emit("left", new Dequantize(left.get(0), left.get(1), left.get(2), 0));
    Value right = Quantized.real(node, "right", 1, 2, 3, columns(node.input(1)));
    return withBias(node, real, right, 4);
  }

  private static Value floatProduct(OnnxNode node) {
    Value x = node.input(0);
    int rows = Math.max(0, x.shape().rank() - 2);
    Value left = Quantized.real(node, "left", 0, 2, 4, rows);
    Value right = Quantized.real(node, "right", 1, 3, 5, columns(node.input(1)));
    return withBias(node, left, right, 6);
  }

  private static Value withBias(OnnxNode node, Value left, Value right, int bias) {
    if (!node.has(bias)) {
      return ImportMatMul.product(node, null, left, right);
    }
    Value product = ImportMatMul.product(node, "product", left, right);
    return node.emit(new Binary(BinaryFunction.ADD, product, node.input(bias)));
  }

  private static int columns(Value right) {
    return Math.max(0, right.shape().rank() - 1);
  }
}
