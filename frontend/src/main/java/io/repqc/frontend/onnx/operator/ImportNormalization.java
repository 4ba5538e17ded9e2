package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalisations whose mean and deviation are those of the very input. */
final class ImportNormalization {
  private static final int SCALES_BY_CHANNEL_SINCE = 21;
  private static final double DEFAULT_EPSILON = 1e-5f;

  /** ONNX adds 1e-9 to the deviation; to the variance its square does the same to a constant. */
  private static final double EPSILON_OF_MEAN_VARIANCE = 1e-18;

  private ImportNormalization() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("GroupNormalization", OnnxImporter.single(ImportNormalization::group)),
        entry("InstanceNormalization", OnnxImporter.single(ImportNormalization::instance)),
        entry("LayerNormalization", ImportNormalization::layer),
        entry("MeanVarianceNormalization", OnnxImporter.single(ImportNormalization::meanVariance)),
        entry("RMSNormalization", OnnxImporter.single(ImportNormalization::rootMeanSquare)));
  }

  private static List<Value> layer(OnnxNode node) {
    Value x = node.input(0);
    List<Integer> axes = axesFrom(node, x);
    Value scale = node.input(1);
    Value shift = node.optionalInput(2).orElseGet(() -> filled(node, "shift", scale.type(), 0));
    List<Value> outputs = new ArrayList<>();
    outputs.add(node.emitOutput(0, new Normalize(x, scale, shift, axes, epsilon(node))));
    outputs.add(node.wants(1) ? node.emitOutput(1, mean(x, axes)) : null);
    outputs.add(node.wants(2) ? inverseDeviation(node, x, axes) : null);
    return outputs;
  }

  private static Reduce mean(Value x, List<Integer> axes) {
    return new Reduce(ReduceFunction.MEAN, x, axes, true);
  }

  private static Value inverseDeviation(OnnxNode node, Value x, List<Integer> axes) {
    Value centre = node.emit("centre", mean(x, axes));
    Value centred = node.emit("centred", new Binary(BinaryFunction.SUB, x, centre));
    Value deviation = rootMeanSquare(node, centred, axes);
    return node.emitOutput(2, new Unary(UnaryFunction.RECIPROCAL, deviation));
  }

  /** {@code sqrt(mean(x * x) + epsilon)}. */
  private static Value rootMeanSquare(OnnxNode node, Value x, List<Integer> axes) {
    Value squares = node.emit("squares", new Binary(BinaryFunction.MUL, x, x));
    Value mean = node.emit("mean_square", mean(squares, axes));
    Value epsilon = node.constant("epsilon", Tensor.scalar(x.elementType(), epsilon(node)));
    Value raised = node.emit("raised", new Binary(BinaryFunction.ADD, mean, epsilon));
    return node.emit("root", new Unary(UnaryFunction.SQRT, raised));
  }

  private static Value rootMeanSquare(OnnxNode node) {
    Value x = node.input(0);
    Value root = rootMeanSquare(node, x, axesFrom(node, x));
    Value normal = node.emit("normal", new Binary(BinaryFunction.DIV, x, root));
    return node.emit(new Binary(BinaryFunction.MUL, normal, node.input(1)));
  }

  private static Value instance(OnnxNode node) {
    Value x = node.input(0);
    List<Integer> perChannel = onesAfter(x, x.type().dim(1));
    Value scale = node.reshape("scale", node.input(1), perChannel);
    Value shift = node.reshape("shift", node.input(2), perChannel);
    return node.emit(new Normalize(x, scale, shift, from(2, x), epsilon(node)));
  }

  private static List<Integer> onesAfter(Value x, int channels) {
    List<Integer> dims = new ArrayList<>(List.of(channels));
    dims.addAll(Collections.nCopies(x.shape().rank() - 2, 1));
    return dims;
  }

  /** Channels split into groups, which then are normalised like the channels of an instance. */
  private static Value group(OnnxNode node) {
    Value x = node.input(0);
    Shape shape = x.shape();
    int groups = (int) node.integer("num_groups", 0);
    if (groups < 1 || shape.rank() < 2 || shape.dim(1) % groups != 0) {
      throw node.problem(
          "num_groups is %d, expected a divisor of the channels of %s", groups, shape);
    }
    int members = shape.dim(1) / groups;
    List<Integer> split = new ArrayList<>(shape.dims());
    split.set(1, members);
    split.add(1, groups);
    Value grouped = node.reshape("grouped", x, split);
    int scales = node.opset() >= SCALES_BY_CHANNEL_SINCE ? members : 1;
    List<Integer> perScale = onesAfter(x, scales);
    perScale.add(0, groups);
    Value scale = node.reshape("scale", node.input(1), perScale);
    Value shift = node.reshape("shift", node.input(2), perScale);
    Value normal =
        node.emit("normal", new Normalize(grouped, scale, shift, from(2, grouped), epsilon(node)));
    return node.reshape(null, normal, shape.dims());
  }

  private static Value meanVariance(OnnxNode node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    List<Integer> axes =
        node.integers("axes", List.of(0, 2, 3)).stream()
            .map(axis -> OnnxNode.axis(axis, rank))
            .toList();
    TensorType scalar = new TensorType(x.elementType(), Shape.SCALAR);
    Value one = filled(node, "scale", scalar, 1);
    Value zero = filled(node, "shift", scalar, 0);
    return node.emit(new Normalize(x, one, zero, axes, EPSILON_OF_MEAN_VARIANCE));
  }

  private static Value filled(OnnxNode node, String suffix, TensorType type, double number) {
    return node.constant(suffix, Tensor.fill(type, number));
  }

  private static List<Integer> axesFrom(OnnxNode node, Value x) {
    return from(node.axis("axis", -1, x.shape().rank()), x);
  }

  private static List<Integer> from(int axis, Value x) {
    return IntStream.range(axis, x.shape().rank()).boxed().toList();
  }

  private static double epsilon(OnnxNode node) {
    return node.number("epsilon", DEFAULT_EPSILON);
  }
}
