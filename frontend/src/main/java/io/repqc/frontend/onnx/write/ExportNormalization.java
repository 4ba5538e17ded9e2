package io.repqc.frontend.onnx.write;

import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Reshape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Normalisations, by the operators that ONNX has for some axes, else by the formula. */
final class ExportNormalization {
  private ExportNormalization() {}

  static void batchNorm(NodeWriter node, BatchNorm op) {
    node.result(
        "BatchNormalization",
        List.of(
            node.operand(op.x()),
            node.operand(op.scale()),
            node.operand(op.shift()),
            node.operand(op.mean()),
            node.operand(op.variance())),
        epsilon(op.epsilon()));
  }

  private static NodeAttributes epsilon(double epsilon) {
    return new NodeAttributes().number("epsilon", epsilon);
  }

  static void normalize(NodeWriter node, Normalize op) {
    if (isLayer(op)) {
      layer(node, op);
    } else if (isInstance(op)) {
      node.result(
          "InstanceNormalization",
          List.of(node.operand(op.x()), vector(node, op.scale()), vector(node, op.shift())),
          epsilon(op.epsilon()));
    } else {
      formula(node, op);
    }
  }

  /** Over the last axes, with a factor for each of their elements. */
  private static boolean isLayer(Normalize op) {
    Shape shape = op.x().shape();
    int rank = shape.rank();
    int first = rank - op.axes().size();
    Shape group = new Shape(shape.dims().subList(first, rank));
    return first < rank
        && op.axes().equals(IntStream.range(first, rank).boxed().toList())
        && op.scale().shape().equals(group)
        && (op.shift().shape().equals(group) || Constants.isFilled(op.shift(), 0));
  }

  private static void layer(NodeWriter node, Normalize op) {
    boolean hasShift = !Constants.isFilled(op.shift(), 0);
    node.result(
        "LayerNormalization",
        List.of(
            node.operand(op.x()),
            node.operand(op.scale()),
            hasShift ? node.operand(op.shift()) : NodeWriter.NONE),
        epsilon(op.epsilon()).integer("axis", op.x().shape().rank() - op.axes().size()));
  }

  /** Over the spatial axes, with a factor for each channel. */
  private static boolean isInstance(Normalize op) {
    int rank = op.x().shape().rank();
    if (rank < 3 || !op.axes().equals(IntStream.range(2, rank).boxed().toList())) {
      return false;
    }
    List<Integer> channels = new ArrayList<>(List.of(op.x().type().dim(1)));
    channels.addAll(Collections.nCopies(rank - 2, 1));
    return op.scale().shape().dims().equals(channels) && op.shift().shape().dims().equals(channels);
  }

  /** A factor for each channel without the other axes, as it was before it got them. */
  private static String vector(NodeWriter node, Value factor) {
    Shape channels = Shape.of(factor.shape().count());
    return factor.op() instanceof Reshape reshape && reshape.x().shape().equals(channels)
        ? node.operand(reshape.x())
        : node.reshaped("channels", node.operand(factor), channels);
  }

  private static void formula(NodeWriter node, Normalize op) {
    String x = node.operand(op.x());
    String mean = ExportReduce.mean(node, "mean", x, op.axes());
    String centred = node.emit("centred", "Sub", List.of(x, mean));
    String squares = node.emit("squares", "Mul", List.of(centred, centred));
    String variance = ExportReduce.mean(node, "variance", squares, op.axes());
    String epsilon = node.number("epsilon", op.epsilon());
    String raised = node.emit("raised", "Add", List.of(variance, epsilon));
    String deviation = node.emit("deviation", "Sqrt", List.of(raised));
    String normal = node.emit("normal", "Div", List.of(centred, deviation));
    String scaled = node.emit("scaled", "Mul", List.of(normal, node.operand(op.scale())));
    node.result("Add", List.of(scaled, node.operand(op.shift())));
  }
}
