package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reductions, and the norms that are a reduction between two functions of elements. */
final class ImportReduce {
  private static final int AXES_ARE_INPUT_SINCE = 18;
  private static final int AXES_OF_SUM_ARE_INPUT_SINCE = 13;

  private ImportReduce() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("ReduceL1", OnnxImporter.single(ImportReduce::sumOfMagnitudes)),
        entry(
            "ReduceL2",
            OnnxImporter.single(node -> after(UnaryFunction.SQRT, node, squares(node)))),
        entry(
            "ReduceLogSum",
            OnnxImporter.single(node -> after(UnaryFunction.LOG, node, node.input(0)))),
        entry("ReduceLogSumExp", OnnxImporter.single(ImportReduce::logSumExp)),
        entry("ReduceMax", plain(ReduceFunction.MAX)),
        entry("ReduceMean", plain(ReduceFunction.MEAN)),
        entry("ReduceMin", plain(ReduceFunction.MIN)),
        entry("ReduceProd", plain(ReduceFunction.PRODUCT)),
        entry("ReduceSum", plain(ReduceFunction.SUM)),
        entry("ReduceSumSquare", OnnxImporter.single(node -> node.emit(sum(node, squares(node))))));
  }

  private static OnnxImporter plain(ReduceFunction function) {
    return OnnxImporter.single(
        node -> node.emit(new Reduce(function, node.input(0), axes(node), keepDims(node))));
  }

  private static Reduce sum(OnnxNode node, Value x) {
    return new Reduce(ReduceFunction.SUM, x, axes(node), keepDims(node));
  }

  private static Value squares(OnnxNode node) {
    Value x = node.input(0);
    return node.emit("squares", new Binary(BinaryFunction.MUL, x, x));
  }

  private static Value sumOfMagnitudes(OnnxNode node) {
    Value magnitudes = node.emit("magnitudes", new Unary(UnaryFunction.ABS, node.input(0)));
    return node.emit(sum(node, magnitudes));
  }

  private static Value after(UnaryFunction function, OnnxNode node, Value x) {
    return node.emit(new Unary(function, node.emit("sum", sum(node, x))));
  }

  private static Value logSumExp(OnnxNode node) {
    Value x = node.input(0);
    if (x.elementType().isFloat()) {
      return logSumExp(node, x, node::emit);
    }
    Value wide = node.emit("wide", new Cast(x, ElementType.F64));
    Value result = logSumExp(node, wide, op -> node.emit("result", op));
    return node.emit(new Cast(result, x.elementType()));
  }

  /**
   * The largest element leaves before the exponential and comes back after the logarithm, so that
   * nothing overflows; it is kept finite, so that infinities come out right.
   */
  private static Value logSumExp(OnnxNode node, Value x, Function<Binary, Value> last) {
    List<Integer> axes = axes(node);
    Value largest = node.emit("largest", new Reduce(ReduceFunction.MAX, x, axes, true));
    Value shift = node.emit("shift", new Clamp(largest, -Float.MAX_VALUE, Float.MAX_VALUE));
    Value shifted = node.emit("shifted", new Binary(BinaryFunction.SUB, x, shift));
    Value powers = node.emit("powers", new Unary(UnaryFunction.EXP, shifted));
    Value sum = node.emit("sum", sum(node, powers));
    Value logarithm = node.emit("logarithm", new Unary(UnaryFunction.LOG, sum));
    Value back =
        keepDims(node)
            ? shift
            : node.emit("back", new Reduce(ReduceFunction.MAX, shift, axes, false));
    return last.apply(new Binary(BinaryFunction.ADD, logarithm, back));
  }

  private static boolean keepDims(OnnxNode node) {
    return node.flag("keepdims", true);
  }

  /** No axes stand for all of them, unless the node says that they stand for none. */
  private static List<Integer> axes(OnnxNode node) {
    int rank = node.input(0).shape().rank();
    int inputSince =
        node.operator().equals("ReduceSum") ? AXES_OF_SUM_ARE_INPUT_SINCE : AXES_ARE_INPUT_SINCE;
    List<Integer> axes = MovedAttribute.axes(node, 1, inputSince, rank);
    return axes.isEmpty() && !node.flag("noop_with_empty_axes", false)
        ? IntStream.range(0, rank).boxed().toList()
        : axes;
  }
}
