package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Quantizers step by step: in the type of the scale, where sums need it in f64. */
final class QuantizationFormulas {
  private static final int EXACT_BITS = 16;

  private QuantizationFormulas() {}

  static void quantize(NodeWriter node, Quantize op) {
    boolean isSingle =
        op.scale().elementType() == ElementType.F32 && op.storage().bits() <= EXACT_BITS;
    ElementType type = isSingle ? ElementType.F32 : ElementType.F64;
    String x = node.converted(node.tensor(op.x()), op.x().elementType(), type);
    String scale = laidOut(node, "scale", op.scale(), op.x(), op.axis(), type);
    String quotient = node.emit("quotient", "Div", List.of(x, scale));
    if (op.storage().isFloat()) {
      node.exactly("Cast", List.of(quotient), node.casting(op.storage(), op.saturate()));
      return;
    }
    boolean isExact = op.storage().bits() <= EXACT_BITS && isExact(op.zeroPoint());
    ElementType wide = isExact ? type : ElementType.F64;
    String steps = node.emit("steps", "Round", List.of(quotient));
    String zero = laidOut(node, "zero", op.zeroPoint(), op.x(), op.axis(), wide);
    String sum = node.emit("sum", "Add", List.of(node.converted(steps, type, wide), zero));
    String low = node.constant("low", Tensor.scalar(wide, op.minimum()));
    String high = node.constant("high", Tensor.scalar(wide, op.maximum()));
    String clipped = node.emit("clipped", "Clip", List.of(sum, low, high));
    node.exactly("Cast", List.of(clipped), node.casting(op.storage(), false));
  }

  static void dequantize(NodeWriter node, Dequantize op) {
    ElementType type = node.carrier(op.scale().elementType());
    boolean isExact = isExact(op.x()) && isExact(op.zeroPoint());
    ElementType wide = isExact ? type : ElementType.F64;
    String x = node.converted(node.tensor(op.x()), op.x().elementType(), wide);
    String zero = laidOut(node, "zero", op.zeroPoint(), op.x(), op.axis(), wide);
    String difference = node.emit("difference", "Sub", List.of(x, zero));
    String scale = laidOut(node, "scale", op.scale(), op.x(), op.axis(), type);
    node.result("Mul", List.of(node.converted(difference, wide, type), scale));
  }

  private static boolean isExact(Value integers) {
    return integers.elementType().isInteger() && integers.elementType().bits() <= EXACT_BITS;
  }

  /** A scale or zero point in a type and a shape that broadcasts to x. */
  private static String laidOut(
      NodeWriter node, String suffix, Value value, Value x, int axis, ElementType type) {
    String tensor = node.converted(node.tensor(value), value.elementType(), type);
    Shape shape = value.shape();
    if (shape.rank() != 1 || shape.dim(0) == 1) {
      return tensor;
    }
    List<Integer> dims = new ArrayList<>(shape.dims());
    dims.addAll(Collections.nCopies(x.shape().rank() - axis - 1, 1));
    return node.reshaped(suffix, tensor, new Shape(dims));
  }
}
