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
import java.util.Map;

/** Arithmetic on two tensors or more, which broadcast. */
final class ImportArithmetic {
  private ImportArithmetic() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("Add", binary(BinaryFunction.ADD)),
        entry("Div", binary(BinaryFunction.DIV)),
        entry("Max", OnnxImporter.single(node -> fold(node, BinaryFunction.MAX))),
        entry("Mean", OnnxImporter.single(ImportArithmetic::mean)),
        entry("Min", OnnxImporter.single(node -> fold(node, BinaryFunction.MIN))),
        entry("Mul", binary(BinaryFunction.MUL)),
        entry("Pow", OnnxImporter.single(ImportArithmetic::pow)),
        entry("Sub", binary(BinaryFunction.SUB)),
        entry("Sum", OnnxImporter.single(node -> fold(node, BinaryFunction.ADD))));
  }

  static OnnxImporter binary(BinaryFunction function) {
    return OnnxImporter.single(
        node -> node.emit(new Binary(function, node.input(0), LegacyBroadcast.second(node))));
  }

  /** All inputs joined from the left; a single one passes through. */
  private static Value fold(OnnxNode node, BinaryFunction function) {
    int last = node.inputCount() - 1;
    return last == 0
        ? node.input(0)
        : node.emit(new Binary(function, join(node, function, last), node.input(last)));
  }

  /** The first {@code count} inputs joined from the left. */
  private static Value join(OnnxNode node, BinaryFunction function, int count) {
    Value joined = node.input(0);
    for (int i = 1; i < count; i++) {
      joined = node.emit("upto" + i, new Binary(function, joined, node.input(i)));
    }
    return joined;
  }

  private static Value mean(OnnxNode node) {
    Value sum = join(node, BinaryFunction.ADD, node.inputCount());
    Value count =
        node.constant("count", Tensor.scalar(node.input(0).elementType(), node.inputCount()));
    return node.emit(new Binary(BinaryFunction.DIV, sum, count));
  }

  /** The result has the type of the base, whatever the type of the exponent. */
  private static Value pow(OnnxNode node) {
    Value base = node.input(0);
    Value exponent = LegacyBroadcast.second(node);
    ElementType type = base.elementType();
    if (type.isFloat() || exponent.elementType().isInteger()) {
      return node.emit(
          new Binary(BinaryFunction.POW, base, converted(node, "exponent", exponent, type)));
    }
    Value wideBase = converted(node, "base", base, ElementType.F64);
    Value wideExponent = converted(node, "exponent", exponent, ElementType.F64);
    Value power = node.emit("power", new Binary(BinaryFunction.POW, wideBase, wideExponent));
    return node.emit(new Cast(power, type));
  }

  /** {@code value} in {@code type}, by a cast where it has another one. */
  static Value converted(OnnxNode node, String suffix, Value value, ElementType type) {
    return value.elementType() == type ? value : node.emit(suffix, new Cast(value, type));
  }
}
