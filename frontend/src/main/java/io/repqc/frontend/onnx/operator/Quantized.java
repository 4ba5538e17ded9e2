package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import java.util.List;

/** Quantized tensors of the operators that take a scale and a zero point beside each of them. */
final class Quantized {
  private Quantized() {}

  /**
   * The real numbers of a quantized input, whose scale and zero point are the inputs after it;
   * several scales run along {@code axis}.
   */
  static Value real(OnnxNode node, String suffix, int x, int axis) {
    return real(node, suffix, x, x + 1, x + 2, axis);
  }

  static Value real(OnnxNode node, String suffix, int x, int scale, int zeroPoint, int axis) {
    Value quantized = node.input(x);
    Value zero =
        node.optionalInput(zeroPoint)
            .map(value -> fitting(node, suffix + ".zero_point", value, quantized.shape()))
            .orElseGet(() -> noZeroPoint(node, quantized.elementType()));
    Value unit = fitting(node, suffix + ".scale", node.input(scale), quantized.shape());
    return node.emit(suffix, new Dequantize(quantized, unit, zero, axis));
  }

  /** The node's result from its real numbers, in the type of the zero point after the scale. */
  static Value result(OnnxNode node, Value real, int scale) {
    return node.emit(quantize(node, real, scale));
  }

  /** The real numbers in the quantization of the node's result; u8 where no zero point says. */
  static Quantize quantize(OnnxNode node, Value real, int scale) {
    ElementType storage =
        node.optionalInput(scale + 1).map(Value::elementType).orElse(ElementType.U8);
    Value zero =
        node.optionalInput(scale + 1)
            .map(value -> fitting(node, "y.zero_point", value, real.shape()))
            .orElseGet(() -> noZeroPoint(node, storage));
    Value unit = fitting(node, "y.scale", node.input(scale), real.shape());
    return Quantize.full(real, unit, zero, 0, storage);
  }

  /** A scale written as a list of one number does not broadcast to a scalar. */
  static Value fitting(OnnxNode node, String suffix, Value scale, Shape shape) {
    return scale.shape().count() == 1 && scale.shape().rank() > shape.rank()
        ? node.reshape(suffix, scale, List.of())
        : scale;
  }

  static Value noZeroPoint(OnnxNode node, ElementType storage) {
    return node.constant("zero_point", Tensor.scalar(storage, 0));
  }
}
