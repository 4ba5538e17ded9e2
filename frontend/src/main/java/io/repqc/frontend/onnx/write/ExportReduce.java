package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions; those over all spatial axes are global pools. */
final class ExportReduce {
  private static final int AXES_ARE_INPUT_SINCE = 18;

  private ExportReduce() {}

  static void write(NodeWriter node, Reduce op) {
    String x = node.operand(op.x());
    if (op.axes().isEmpty()) {
      node.same(x);
    } else if (isGlobalPool(op)) {
      boolean isMean = op.function() == ReduceFunction.MEAN;
      node.result(isMean ? "GlobalAveragePool" : "GlobalMaxPool", List.of(x));
    } else {
      node.result(
          operator(op.function()),
          inputs(node, op.function(), x, op.axes()),
          attributes(node, op.function(), op.axes(), op.keepDims()));
    }
  }

  private static boolean isGlobalPool(Reduce op) {
    int rank = op.x().shape().rank();
    return (op.function() == ReduceFunction.MEAN || op.function() == ReduceFunction.MAX)
        && op.x().elementType() == ElementType.F32
        && op.keepDims()
        && rank > 2
        && op.axes().equals(IntStream.range(2, rank).boxed().toList());
  }

  /** The mean over some axes, which stay; over none, x itself. */
  static String mean(NodeWriter node, String suffix, String x, List<Integer> axes) {
    ReduceFunction mean = ReduceFunction.MEAN;
    return axes.isEmpty()
        ? x
        : node.emit(
            suffix,
            operator(mean),
            inputs(node, mean, x, axes),
            attributes(node, mean, axes, true));
  }

  private static boolean areInput(NodeWriter node, ReduceFunction function) {
    return function == ReduceFunction.SUM || node.opset() >= AXES_ARE_INPUT_SINCE;
  }

  private static List<String> inputs(
      NodeWriter node, ReduceFunction function, String x, List<Integer> axes) {
    return areInput(node, function) ? List.of(x, node.integers("axes", axes)) : List.of(x);
  }

  private static NodeAttributes attributes(
      NodeWriter node, ReduceFunction function, List<Integer> axes, boolean keepDims) {
    NodeAttributes attributes = new NodeAttributes().flag("keepdims", keepDims);
    return areInput(node, function) ? attributes : attributes.integers("axes", axes);
  }

  private static String operator(ReduceFunction function) {
    return switch (function) {
      case MAX -> "ReduceMax";
      case MEAN -> "ReduceMean";
      case MIN -> "ReduceMin";
      case PRODUCT -> "ReduceProd";
      case SUM -> "ReduceSum";
    };
  }
}
