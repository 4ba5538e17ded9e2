package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Slice;
import java.util.ArrayList;
import java.util.List;

/** Tensors joined of parts and taken apart. */
final class ExportParts {
  private ExportParts() {}

  static void concat(NodeWriter node, Concat op) {
    List<String> parts = op.parts().stream().map(node::operand).toList();
    node.result("Concat", parts, new NodeAttributes().integer("axis", op.axis()));
  }

  static void gather(NodeWriter node, Gather op) {
    ElementType type = op.indices().elementType();
    boolean isIndex = type == ElementType.I32 || type == ElementType.I64;
    String indices =
        node.converted(node.tensor(op.indices()), type, isIndex ? type : ElementType.I64);
    node.result(
        "Gather",
        List.of(node.operand(op.x()), indices),
        new NodeAttributes().integer("axis", op.axis()));
  }

  static void slice(NodeWriter node, Slice op) {
    String x = node.operand(op.x());
    if (op.axes().isEmpty()) {
      node.same(x);
      return;
    }
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < op.axes().size(); i++) {
      boolean isEmpty = op.counts().get(i) == 0;
      starts.add(isEmpty ? 0L : op.starts().get(i));
      ends.add(isEmpty ? 0L : end(op, i));
      steps.add(isEmpty ? 1 : op.steps().get(i));
    }
    node.result(
        "Slice",
        List.of(
            x,
            node.integers("starts", starts),
            node.integers("ends", ends),
            node.integers("axes", op.axes()),
            node.integers("steps", steps)));
  }

  /** One behind the last; the end before the first element has no number of its own. */
  private static long end(Slice op, int i) {
    int step = op.steps().get(i);
    long last = op.starts().get(i) + (op.counts().get(i) - 1L) * step;
    return step > 0 ? last + 1 : last > 0 ? last - 1 : Long.MIN_VALUE;
  }

  /** The slices of {@code x} along {@code axis} that the indices name, in their order. */
  static String gathered(NodeWriter node, String x, List<Long> indices, int axis) {
    return node.emit(
        "axis" + axis,
        "Gather",
        List.of(x, node.integers("indices" + axis, indices)),
        new NodeAttributes().integer("axis", axis));
  }
}
