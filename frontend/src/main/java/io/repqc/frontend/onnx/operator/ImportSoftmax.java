package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Softmax and its logarithm: along an axis, or before opset 13 over all axes from one on. */
final class ImportSoftmax {
  private static final int SINGLE_AXIS_SINCE = 13;

  private ImportSoftmax() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("LogSoftmax", softmax(true), "Softmax", softmax(false));
  }

  private static OnnxImporter softmax(boolean log) {
    return OnnxImporter.single(
        node ->
            node.opset() >= SINGLE_AXIS_SINCE
                ? alongAxis(node, node.axis("axis", -1, node.input(0).shape().rank()), log)
                : fromAxis(node, node.axis("axis", 1, node.input(0).shape().rank()), log));
  }

  private static Value alongAxis(OnnxNode node, int axis, boolean log) {
    return node.emit(new Softmax(node.input(0), axis, log));
  }

  /** The axes from {@code axis} on count as one. */
  private static Value fromAxis(OnnxNode node, int axis, boolean log) {
    Value x = node.input(0);
    Shape shape = x.shape();
    if (shape.count(axis + 1, shape.rank()) == 1) {
      return alongAxis(node, axis, log);
    }
    List<Integer> dims = new ArrayList<>(shape.dims().subList(0, axis));
    dims.add(shape.count(axis, shape.rank()));
    Value rows = node.reshape("rows", x, dims);
    Value normal = node.emit("normal", new Softmax(rows, axis, log));
    return node.reshape(null, normal, shape.dims());
  }
}
