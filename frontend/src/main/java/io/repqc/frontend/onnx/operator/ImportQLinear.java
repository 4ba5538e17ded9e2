package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Dequantize;
import java.util.Map;

/** ONNX's own operators on quantized tensors: dequantize, compute, quantize. */
final class ImportQLinear {
  private ImportQLinear() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "QLinearConv", OnnxImporter.single(ImportQLinear::convolution),
        "QLinearMatMul", OnnxImporter.single(ImportQLinear::product));
  }

  private static Value convolution(OnnxNode node) {
    Value x = Quantized.real(node, "x", 0, 1);
    Value weight = Quantized.real(node, "weight", 3, 0);
    Value bias =
        node.optionalInput(8)
            .map(integers -> bias(node, integers, node.input(1), node.input(4)))
            .orElseGet(() -> ImportConvolution.noBias(node, weight));
    Value y = node.emit("real", ImportConvolution.convolution(node, x, weight, bias));
    return Quantized.result(node, y, 6);
  }

  /** A bias in the unit of the products; several weight scales run along its last axis. */
  static Value bias(OnnxNode node, Value integers, Value xScale, Value weightScale) {
    Value unit = node.emit("bias.scale", new Binary(BinaryFunction.MUL, xScale, weightScale));
    Value zero = Quantized.noZeroPoint(node, integers.elementType());
    int axis = Math.max(0, integers.shape().rank() - 1);
    return node.emit("bias", new Dequantize(integers, unit, zero, axis));
  }

  /** Several scales belong to the rows on the left and to the columns on the right. */
  private static Value product(OnnxNode node) {
    int rows = Math.max(0, node.input(0).shape().rank() - 2);
    int columns = Math.max(0, node.input(3).shape().rank() - 1);
    Value left = Quantized.real(node, "left", 0, rows);
    Value right = Quantized.real(node, "right", 3, columns);
    Value y = ImportMatMul.product(node, "real", left, right);
    return Quantized.result(node, y, 6);
  }
}
