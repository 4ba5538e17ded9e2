package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Broadcasting before opset 7: only the second operand stretches, only where {@code broadcast} is
 * set, and {@code axis} says at which axis of the first one it starts.
 */
final class LegacyBroadcast {
  private static final int NUMPY_RULE_SINCE = 7;

  private LegacyBroadcast() {}

  /** The second operand, shaped so that NumPy's rule aligns it as its operator says. */
  static Value second(OnnxNode node) {
    Value left = node.input(0);
    Value right = node.input(1);
    if (node.opset() >= NUMPY_RULE_SINCE
        || !node.flag("broadcast", false)
        || !node.hasAttribute("axis")) {
      return right;
    }
    int axis = node.axis("axis", 0, left.shape().rank());
    return aligned(node, right, axis, left.shape().rank());
  }

  /** {@code value} with as many ones behind its shape as let it start at {@code axis}. */
  static Value aligned(OnnxNode node, Value value, int axis, int rank) {
    List<Integer> dims = new ArrayList<>(value.shape().dims());
    while (axis + dims.size() < rank) {
      dims.add(1);
    }
    return dims.size() == value.shape().rank() ? value : node.reshape("aligned", value, dims);
  }
}
