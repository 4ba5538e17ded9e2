package io.repqc.frontend.onnx.write;

import io.repqc.ir.Shape;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The same elements under another shape or in another order, or repeated. */
final class ExportShapes {
  private static final int BATCH = -1;

  private ExportShapes() {}

  static void reshape(NodeWriter node, Reshape op) {
    NodeAttributes attributes = new NodeAttributes();
    node.result(
        "Reshape",
        List.of(node.operand(op.x()), node.integers("shape", op.dims())),
        op.dims().contains(0) ? attributes.flag("allowzero", true) : attributes);
  }

  static void transpose(NodeWriter node, Transpose op) {
    String x = node.operand(op.x());
    if (op.permutation().isEmpty()) {
      node.same(x);
    } else {
      node.result("Transpose", List.of(x), new NodeAttributes().integers("perm", op.permutation()));
    }
  }

  static void depthToSpace(NodeWriter node, DepthToSpace op) {
    node.result(
        "DepthToSpace",
        List.of(node.operand(op.x())),
        new NodeAttributes()
            .integer("blocksize", op.blockSize())
            .text("mode", op.columnsFirst() ? "CRD" : "DCR"));
  }

  static void expand(NodeWriter node, Expand op) {
    String x = node.operand(op.x());
    if (op.dims().isEmpty()) {
      node.same(x);
    } else {
      node.result("Expand", List.of(x, target(node, op)));
    }
  }

  /** The shape to stretch to; a size that is the batch is taken from {@code like} at run time. */
  private static String target(NodeWriter node, Expand op) {
    List<Integer> sizes = sizes(node, op);
    if (!sizes.contains(BATCH)) {
      return node.integers("shape", sizes);
    }
    List<String> parts = new ArrayList<>();
    List<Integer> known = new ArrayList<>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      if (sizes.get(axis) != BATCH) {
        known.add(sizes.get(axis));
      } else {
        addKnown(node, parts, known);
        parts.add(size(node, op, axis));
      }
    }
    addKnown(node, parts, known);
    return parts.size() == 1
        ? parts.get(0)
        : node.emit("shape", "Concat", parts, new NodeAttributes().integer("axis", 0));
  }

  private static void addKnown(NodeWriter node, List<String> parts, List<Integer> known) {
    if (!known.isEmpty()) {
      parts.add(node.integers("sizes", known));
      known.clear();
    }
  }

  private static String size(NodeWriter node, Expand op, int axis) {
    return node.emit(
        "size" + axis,
        "Shape",
        List.of(node.tensor(op.like())),
        new NodeAttributes().integer("start", axis).integer("end", axis + 1));
  }

  /** A number for each axis: BATCH if it follows the batch, 1 where x follows it as well. */
  private static List<Integer> sizes(NodeWriter node, Expand op) {
    Shape shape = node.value().shape();
    int shift = shape.rank() - op.x().shape().rank();
    return IntStream.range(0, shape.rank())
        .mapToObj(
            axis -> {
              boolean follows = node.followsBatch(node.value(), axis);
              boolean keeps = axis >= shift && node.followsBatch(op.x(), axis - shift);
              return keeps ? 1 : follows ? BATCH : shape.dim(axis);
            })
        .toList();
  }
}
