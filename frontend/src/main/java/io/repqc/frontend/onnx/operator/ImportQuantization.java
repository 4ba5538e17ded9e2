package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Quantize;
import java.util.Map;

/** Quantizers by themselves: scales for the whole tensor, along an axis, or for blocks of one. */
final class ImportQuantization {
  private ImportQuantization() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("DequantizeLinear", OnnxImporter.single(ImportQuantization::dequantize)),
        entry("QuantizeLinear", OnnxImporter.single(ImportQuantization::quantize)),
        entry(
            "com.microsoft.DequantizeLinear", OnnxImporter.single(ImportQuantization::dequantize)),
        entry("com.microsoft.QuantizeLinear", OnnxImporter.single(ImportQuantization::quantize)));
  }

  private static Value quantize(OnnxNode node) {
    ElementType storage = storage(node);
    Value zeroPoint =
        node.has(2) ? perElement(node, "zero_point", 2) : Quantized.noZeroPoint(node, storage);
    checkScale(node);
    Value scale = perElement(node, "scale", 1);
    Quantize full = Quantize.full(node.input(0), scale, zeroPoint, axis(node), storage);
    return node.emit(storage.isFloat() && !node.flag("saturate", true) ? overflowing(full) : full);
  }

  private static void checkScale(OnnxNode node) {
    if (node.isConstant(1)) {
      for (double scale : node.constant(1, "the scale").toNumbers()) {
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
          throw node.problem(
              "the scale \"%s\" holds %s; a scale is positive", node.input(1).name(), scale);
        }
      }
    }
  }

  private static Quantize overflowing(Quantize full) {
    return new Quantize(
        full.x(), full.scale(), full.zeroPoint(), 0, 0, full.axis(), full.storage(), false);
  }

  /** The type of the zero point; without one, what the node says, or else u8. */
  private static ElementType storage(OnnxNode node) {
    if (node.has(2)) {
      return node.input(2).elementType();
    }
    long code = node.integer("output_dtype", 0);
    return code == 0 ? ElementType.U8 : node.elementType(code);
  }

  private static Value dequantize(OnnxNode node) {
    Value x = node.input(0);
    if (x.elementType().isFloat() && x.elementType().bits() > 8) {
      throw node.problem("found %s, expected integers or 8-bit floats", x);
    }
    Value zeroPoint =
        node.has(2)
            ? perElement(node, "zero_point", 2)
            : Quantized.noZeroPoint(node, x.elementType());
    return node.emit(new Dequantize(x, perElement(node, "scale", 1), zeroPoint, axis(node)));
  }

  /** The axis matters, and need be valid, only where there are several scales. */
  private static int axis(OnnxNode node) {
    return node.input(1).shape().count() == 1
        ? 0
        : node.axis("axis", 1, node.input(0).shape().rank());
  }

  /** A scale or zero point of blocks, repeated for each element of its block. */
  private static Value perElement(OnnxNode node, String suffix, int index) {
    Value scale = node.input(index);
    long block = node.integer("block_size", 0);
    if (block == 0) {
      return Quantized.fitting(node, suffix, scale, node.input(0).shape());
    }
    int axis = node.axis("axis", 1, node.input(0).shape().rank());
    int size = node.input(0).type().dim(axis);
    if (block < 0
        || scale.shape().rank() != node.input(0).shape().rank()
        || scale.type().dim(axis) != (size + block - 1) / block) {
      throw node.problem(
          "blocks of %d along axis %d of %s do not fit the scale %s",
          block, axis, node.input(0), scale);
    }
    long[] blocks = new long[size];
    for (int i = 0; i < size; i++) {
      blocks[i] = i / block;
    }
    Value indices = node.constant(suffix + ".blocks", Tensor.i64(Shape.of(size), blocks));
    return node.emit(suffix, new Gather(scale, indices, axis));
  }
}
