package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products of integers less their zero points, with 32-bit sums. */
final class ImportIntegerProducts {
  private ImportIntegerProducts() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "ConvInteger", OnnxImporter.single(ImportIntegerProducts::convolution),
        "MatMulInteger", OnnxImporter.single(ImportIntegerProducts::product));
  }

  private static Value convolution(OnnxNode node) {
    Value x = centred(node, "x", node.input(0), node.optionalInput(2));
    Value weight = node.input(1);
    Value centred =
        centred(
            node,
            "weight",
            weight,
            node.optionalInput(3)
                .map(zero -> along(node, "weight.zeros", zero, 0, weight.shape().rank())));
    return node.emit(
        ImportConvolution.convolution(node, x, centred, ImportConvolution.noBias(node, centred)));
  }

  /** Several zero points belong to the rows on the left and to the columns on the right. */
  private static Value product(OnnxNode node) {
    int rank = node.input(0).shape().rank();
    Optional<Value> zeros =
        node.optionalInput(2).map(zero -> along(node, "left.zeros", zero, rank - 2, rank));
    Value left = centred(node, "left", node.input(0), zeros);
    Value right = centred(node, "right", node.input(1), node.optionalInput(3));
    return ImportMatMul.product(node, null, left, right);
  }

  private static Value centred(OnnxNode node, String suffix, Value x, Optional<Value> zero) {
    Value wide = node.emit(suffix + ".wide", new Cast(x, ElementType.I32));
    if (zero.isEmpty()) {
      return wide;
    }
    Value wideZero = node.emit(suffix + ".zero_point", new Cast(zero.get(), ElementType.I32));
    return node.emit(suffix, new Binary(BinaryFunction.SUB, wide, wideZero));
  }

  /** A list of zero points laid along an axis of a tensor of {@code rank}. */
  private static Value along(OnnxNode node, String suffix, Value zero, int axis, int rank) {
    if (zero.shape().rank() != 1 || zero.shape().count() == 1) {
      return zero;
    }
    List<Integer> dims = new ArrayList<>(Collections.nCopies(rank, 1));
    dims.set(axis, zero.shape().count());
    return node.reshape(suffix, zero, dims);
  }
}
