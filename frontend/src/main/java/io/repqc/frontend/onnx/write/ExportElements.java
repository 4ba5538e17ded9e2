package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Softmax;
import java.util.List;

/** Element by element: types, bounds, choices; and the softmax. */
final class ExportElements {
  private ExportElements() {}

  static void cast(NodeWriter node, Cast op) {
    node.exactly("Cast", List.of(node.tensor(op.x())), node.casting(op.to(), op.saturate()));
  }

  static void clamp(NodeWriter node, Clamp op) {
    ElementType type = node.carrier(op.x().elementType());
    String x = node.operand(op.x());
    boolean hasLow = op.low() != Double.NEGATIVE_INFINITY;
    boolean hasHigh = op.high() != Double.POSITIVE_INFINITY;
    if (!hasLow && !hasHigh) {
      node.same(x);
    } else if (op.low() == 0 && !hasHigh && type.isFloat()) {
      node.result("Relu", List.of(x));
    } else {
      String low = hasLow ? node.number("low", bound(type, op.low())) : NodeWriter.NONE;
      String high = hasHigh ? node.number("high", bound(type, op.high())) : NodeWriter.NONE;
      node.result("Clip", List.of(x, low, high));
    }
  }

  /** The bound of an integer is an integer of its type. */
  private static double bound(ElementType type, double bound) {
    return type.isFloat()
        ? bound
        : Math.max(type.minimum(), Math.min(type.maximum(), (double) (long) bound));
  }

  static void select(NodeWriter node, Select op) {
    node.result(
        "Where",
        List.of(
            node.tensor(op.condition()),
            node.operand(op.whenTrue()),
            node.operand(op.whenFalse())));
  }

  static void softmax(NodeWriter node, Softmax op) {
    String operator = op.log() ? "LogSoftmax" : "Softmax";
    NodeAttributes attributes = new NodeAttributes().integer("axis", op.axis());
    node.result(operator, List.of(node.operand(op.x())), attributes);
  }
}
