package io.repqc.frontend.onnx.write;

import io.repqc.ir.Value;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Window;
import java.util.List;

/** Pooling. A max pool and the indices of its results come out of one node, that of the first. */
final class ExportPooling {
  private static final int AVERAGE_IS_DILATED_SINCE = 19;

  private ExportPooling() {}

  static void pool(NodeWriter node, Pool op) {
    checkWindow(node, op.window(), op.ceil());
    if (op.function() == PoolFunction.AVERAGE) {
      average(node.in(Carrier.FLOATS), op);
    } else if (node.partner().isEmpty()) {
      largest(node, op, List.of(), false);
    } else if (node.isWritten(node.partner().get())) {
      Value indices = node.partner().get();
      largest(node, op, List.of(node.tensor(indices)), isColumnMajor(indices));
    } else {
      node.tensor(node.partner().get());
    }
  }

  static void indices(NodeWriter node, PoolIndices op) {
    if (Windows.isNegative(op.window())) {
      throw node.problem("the indices of a pool whose border is negative");
    }
    List<String> result = List.of(node.tensor(node.value()));
    if (node.partner().isEmpty()) {
      Pool pool = new Pool(PoolFunction.MAX, op.x(), op.size(), op.window(), op.ceil(), false);
      NodeAttributes attributes = attributes(pool, op.columnMajor());
      node.emit("largest", "MaxPool", List.of(node.operand(op.x())), attributes, result);
    } else if (node.isWritten(node.partner().get())) {
      Value pool = node.partner().get();
      largest(node.of(pool), (Pool) pool.op(), result, op.columnMajor());
    } else {
      node.tensor(node.partner().get());
    }
  }

  private static boolean isColumnMajor(Value indices) {
    return ((PoolIndices) indices.op()).columnMajor();
  }

  private static void checkWindow(NodeWriter node, Window window, boolean ceil) {
    if (ceil && Windows.isNegative(window)) {
      throw node.problem("a pool whose border is negative and whose last window may reach over it");
    }
  }

  private static void average(NodeWriter node, Pool op) {
    if (Windows.isDilated(op.window())) {
      node.needsOpset(AVERAGE_IS_DILATED_SINCE);
    }
    node.result(
        "AveragePool",
        List.of(Windows.cropped(node, op.x(), op.window())),
        Windows.attributes(op.size(), op.window())
            .flag("ceil_mode", op.ceil())
            .flag("count_include_pad", op.countPadding()));
  }

  private static void largest(NodeWriter node, Pool op, List<String> indices, boolean columnMajor) {
    String x = Windows.cropped(node, op.x(), op.window());
    node.result("MaxPool", List.of(x), attributes(op, columnMajor), indices);
  }

  private static NodeAttributes attributes(Pool op, boolean columnMajor) {
    NodeAttributes attributes =
        Windows.attributes(op.size(), op.window()).flag("ceil_mode", op.ceil());
    return columnMajor ? attributes.flag("storage_order", true) : attributes;
  }
}
