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
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
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
        entry("Mod", OnnxImporter.single(ImportArithmetic::modulo)),
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

  /** With fmod the result has the sign of the dividend, otherwise that of the divisor. */
  private static Value modulo(OnnxNode node) {
    Value divisor = node.input(1);
    Value quotient = node.emit("quotient", new Binary(BinaryFunction.DIV, node.input(0), divisor));
    if (node.flag("fmod", false)) {
      return node.emit(rest(node, node.input(0), truncated(node, quotient), divisor));
    }
    if (!divisor.elementType().isInteger()) {
      throw node.problem("fmod is 0, which is for integers, not for %s", divisor);
    }
    Value rest = node.emit("rest", rest(node, node.input(0), quotient, divisor));
    Value moved = node.emit("moved", new Binary(BinaryFunction.ADD, rest, divisor));
    Value again = node.emit("again", new Binary(BinaryFunction.DIV, moved, divisor));
    return node.emit(rest(node, moved, again, divisor));
  }

  private static Binary rest(OnnxNode node, Value dividend, Value quotient, Value divisor) {
    Value product = node.emit("product", new Binary(BinaryFunction.MUL, quotient, divisor));
    return new Binary(BinaryFunction.SUB, dividend, product);
  }

  /** Division of integers does so itself. */
  private static Value truncated(OnnxNode node, Value quotient) {
    if (quotient.elementType().isInteger()) {
      return quotient;
    }
    Value size = node.emit("size", new Unary(UnaryFunction.ABS, quotient));
    Value whole = node.emit("whole", new Unary(UnaryFunction.FLOOR, size));
    Value sign = node.emit("sign", new Unary(UnaryFunction.SIGN, quotient));
    return node.emit("truncated", new Binary(BinaryFunction.MUL, whole, sign));
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
