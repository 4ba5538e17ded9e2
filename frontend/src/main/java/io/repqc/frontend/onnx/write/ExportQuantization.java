package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import java.util.Arrays;
import java.util.List;

/** Quantizers by the operators of ONNX where these have such types and scales, else by formulas. */
final class ExportQuantization {
  private static final int NARROW_AND_WIDE_SINCE = 21;

  private ExportQuantization() {}

  static void quantize(NodeWriter node, Quantize op) {
    if (!isInOnnx(op)) {
      QuantizationFormulas.quantize(node, op);
      return;
    }
    needOpset(node, op.storage());
    NodeAttributes attributes = axis(op.scale(), op.zeroPoint(), op.axis());
    boolean overflows = op.storage().isFloat() && !op.saturate();
    List<String> inputs =
        List.of(
            node.tensor(op.x()),
            laidOut(node, "scale", op.scale(), ElementType.F32, op.zeroPoint()),
            zeroPoint(node, op));
    if (isFull(op)) {
      node.exactly(
          "QuantizeLinear", inputs, overflows ? attributes.flag("saturate", false) : attributes);
    } else {
      String full = node.emit("full", "QuantizeLinear", inputs, attributes);
      node.exactly("Clip", List.of(full, low(node, op), high(node, op)), new NodeAttributes());
    }
  }

  private static boolean isFull(Quantize op) {
    return op.storage().isFloat()
        || op.minimum() == op.storage().minimum() && op.maximum() == op.storage().maximum();
  }

  private static String low(NodeWriter node, Quantize op) {
    return node.constant("low", Tensor.scalar(op.storage(), op.minimum()));
  }

  private static String high(NodeWriter node, Quantize op) {
    return node.constant("high", Tensor.scalar(op.storage(), op.maximum()));
  }

  /** A quantizer to 8-bit floats has no use for a zero point, but it tells the type. */
  private static String zeroPoint(NodeWriter node, Quantize op) {
    if (!op.storage().isFloat()) {
      return laidOut(node, "zero_point", op.zeroPoint(), op.storage(), op.scale());
    }
    Shape shape = largest(op.scale(), op.zeroPoint()).shape();
    return node.constant("zero_point", Tensor.fill(new TensorType(op.storage(), shape), 0));
  }

  private static boolean isInOnnx(Quantize op) {
    ElementType x = op.x().elementType();
    return (x == ElementType.F32 || x == ElementType.I32)
        && op.scale().elementType() == ElementType.F32
        && op.storage().bits() <= 16
        && (isFull(op) || op.storage().bits() == 8)
        && isSimple(op.scale())
        && isSimple(op.zeroPoint())
        && (op.storage().isFloat() || fits(op.zeroPoint(), op.storage()));
  }

  /** One number, or one for each index along the axis. */
  private static boolean isSimple(Value scale) {
    return scale.shape().rank() <= 1;
  }

  private static boolean fits(Value zeroPoint, ElementType type) {
    return zeroPoint.elementType() == type
        || Constants.numbers(zeroPoint).stream()
            .anyMatch(
                tensor ->
                    tensor.elementType().isInteger()
                        && Arrays.stream(tensor.toIntegers())
                            .allMatch(zero -> zero >= type.minimum() && zero <= type.maximum()));
  }

  static void dequantize(NodeWriter node, Dequantize op) {
    if (!isInOnnx(op)) {
      QuantizationFormulas.dequantize(node, op);
      return;
    }
    ElementType type = op.x().elementType();
    needOpset(node, type);
    boolean isCentred = type == ElementType.I32 || type.isFloat();
    node.exactly(
        "DequantizeLinear",
        List.of(
            node.tensor(op.x()),
            laidOut(node, "scale", op.scale(), ElementType.F32, op.zeroPoint()),
            isCentred
                ? NodeWriter.NONE
                : laidOut(node, "zero_point", op.zeroPoint(), type, op.scale())),
        axis(op.scale(), op.zeroPoint(), op.axis()));
  }

  private static boolean isInOnnx(Dequantize op) {
    ElementType type = op.x().elementType();
    boolean isNarrow = type.bits() <= 16 && type != ElementType.BOOL;
    boolean isCentred = Constants.isFilled(op.zeroPoint(), 0);
    return (type == ElementType.I32 || isNarrow)
        && op.scale().elementType() == ElementType.F32
        && isSimple(op.scale())
        && isSimple(op.zeroPoint())
        && (isCentred || type.isInteger() && isNarrow && fits(op.zeroPoint(), type));
  }

  private static void needOpset(NodeWriter node, ElementType type) {
    if (type.bits() == 4 || type.bits() == 16) {
      node.needsOpset(NARROW_AND_WIDE_SINCE);
    }
  }

  private static NodeAttributes axis(Value scale, Value zeroPoint, int axis) {
    NodeAttributes attributes = new NodeAttributes();
    return largest(scale, zeroPoint).shape().count() > 1
        ? attributes.integer("axis", axis)
        : attributes;
  }

  private static Value largest(Value scale, Value zeroPoint) {
    return scale.shape().count() >= zeroPoint.shape().count() ? scale : zeroPoint;
  }

  /** A scale or zero point of a type and of as many numbers as its other half has. */
  private static String laidOut(
      NodeWriter node, String suffix, Value value, ElementType type, Value half) {
    boolean isRepeated = value.shape().count() == 1 && half.shape().count() > 1;
    Shape shape = isRepeated ? half.shape() : value.shape();
    if (!isRepeated && value.elementType() == type) {
      return node.tensor(value);
    }
    return Constants.numbers(value)
        .map(tensor -> node.constant(suffix, filled(tensor, type, shape)))
        .orElseGet(
            () -> {
              String sizes = node.integers(suffix + "_shape", shape.dims());
              return node.emit(suffix, "Expand", List.of(node.tensor(value), sizes));
            });
  }

  private static Tensor filled(Tensor tensor, ElementType type, Shape shape) {
    return Tensor.generate(
        new TensorType(type, shape), i -> tensor.number(tensor.count() == 1 ? 0 : i));
  }
}
