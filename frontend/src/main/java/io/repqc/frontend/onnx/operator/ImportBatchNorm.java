package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * BatchNormalization with the running statistics or, in its training form, with those of the batch.
 * The training form has an attribute from opset 14 on; before, its additional outputs tell it.
 */
final class ImportBatchNorm {
  private static final int SCALE = 1;
  private static final int SHIFT = 2;
  private static final int MEAN = 3;
  private static final int VARIANCE = 4;
  private static final int ALWAYS_SPATIAL_SINCE = 9;
  private static final int MODE_IS_ATTRIBUTE_SINCE = 14;
  private static final int TEST_FLAG_BEFORE = 7;

  private ImportBatchNorm() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of("BatchNormalization", ImportBatchNorm::batchNorm);
  }

  private static List<Value> batchNorm(OnnxNode node) {
    Value rows = withChannels(node, node.input(0));
    Value mean = perChannel(node, MEAN, rows);
    Value variance = perChannel(node, VARIANCE, rows);
    return isTraining(node)
        ? training(node, rows, mean, variance)
        : List.of(normal(node, rows, mean, variance));
  }

  private static boolean isTraining(OnnxNode node) {
    if (node.opset() >= MODE_IS_ATTRIBUTE_SINCE) {
      return node.flag("training_mode", false);
    }
    boolean forTest = node.opset() < TEST_FLAG_BEFORE && node.flag("is_test", false);
    return !forTest && IntStream.range(1, node.outputCount()).anyMatch(node::wants);
  }

  /** Before opset 9, every place within an instance may have statistics of its own. */
  private static Value withChannels(OnnxNode node, Value x) {
    Shape shape = x.shape();
    boolean byPlace = node.opset() < ALWAYS_SPATIAL_SINCE && !node.flag("spatial", true);
    if (!byPlace && shape.rank() > 1) {
      return x;
    }
    if (shape.rank() == 0) {
      throw node.problem("the input is a scalar, expected a batch");
    }
    return node.reshape("rows", x, List.of(shape.dim(0), shape.count(1, shape.rank())));
  }

  private static Value perChannel(OnnxNode node, int input, Value rows) {
    Value value =
        ImportArithmetic.converted(node, "input" + input, node.input(input), rows.elementType());
    return value.shape().rank() == 1
        ? value
        : node.reshape("flat" + input, value, List.of(value.shape().count()));
  }

  private static Value normal(OnnxNode node, Value rows, Value mean, Value variance) {
    BatchNorm op =
        new BatchNorm(
            rows,
            perChannel(node, SCALE, rows),
            perChannel(node, SHIFT, rows),
            mean,
            variance,
            node.number("epsilon", 1e-5f));
    Value x = node.input(0);
    return rows == x
        ? node.emit(op)
        : node.reshape(null, node.emit("normal", op), x.shape().dims());
  }

  /** The normal output, the running statistics and, before opset 14, those of the batch. */
  private static List<Value> training(OnnxNode node, Value rows, Value mean, Value variance) {
    Value batchMean = batchMean(node, "mean", rows);
    Value batchVariance = batchVariance(node, rows, batchMean);
    List<Value> outputs = new ArrayList<>();
    outputs.add(
        normal(
            node,
            rows,
            node.emit("mean", new Statistic(batchMean, mean)),
            node.emit("variance", new Statistic(batchVariance, variance))));
    outputs.add(node.wants(1) ? running(node, 1, mean, batchMean) : null);
    outputs.add(node.wants(2) ? running(node, 2, variance, batchVariance) : null);
    outputs.add(batchMean);
    outputs.add(batchVariance);
    return outputs.subList(0, Math.min(outputs.size(), node.outputCount()));
  }

  private static Value batchMean(OnnxNode node, String what, Value rows) {
    List<Integer> axes =
        IntStream.range(0, rows.shape().rank()).filter(axis -> axis != 1).boxed().toList();
    return node.emit("batch_" + what, new Reduce(ReduceFunction.MEAN, rows, axes, false));
  }

  private static Value batchVariance(OnnxNode node, Value rows, Value mean) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(rows.shape().rank() - 1, 1));
    dims.set(0, rows.type().dim(1));
    Value centre = node.reshape("centre", mean, dims);
    Value centred = node.emit("centred", new Binary(BinaryFunction.SUB, rows, centre));
    Value squares = node.emit("squares", new Binary(BinaryFunction.MUL, centred, centred));
    return batchMean(node, "variance", squares);
  }

  /** {@code old * momentum + batch * (1 - momentum)}. */
  private static Value running(OnnxNode node, int output, Value old, Value batch) {
    double momentum = node.number("momentum", 0.9f);
    Value kept = weighted(node, "kept" + output, old, momentum);
    Value added = weighted(node, "added" + output, batch, 1 - momentum);
    return node.emitOutput(output, new Binary(BinaryFunction.ADD, kept, added));
  }

  private static Value weighted(OnnxNode node, String what, Value value, double factor) {
    Value weight = node.constant(what + "_weight", Tensor.scalar(value.elementType(), factor));
    return node.emit(what, new Binary(BinaryFunction.MUL, value, weight));
  }
}
