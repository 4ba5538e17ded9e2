package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pooling over windows, and over all of the spatial axes. */
final class ImportPooling {
  /** For each channel; no network comes near it. */
  private static final long MOST_READS = 1L << 28;

  private ImportPooling() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("AveragePool", OnnxImporter.single(node -> node.emit(average(node, node.input(0))))),
        entry(
            "GlobalAveragePool",
            OnnxImporter.single(node -> node.emit(global(ReduceFunction.MEAN, node.input(0))))),
        entry(
            "GlobalMaxPool",
            OnnxImporter.single(node -> node.emit(global(ReduceFunction.MAX, node.input(0))))),
        entry("MaxPool", ImportPooling::largest));
  }

  /** The average pool that the node's attributes describe. */
  static Pool average(OnnxNode node, Value x) {
    return pool(node, PoolFunction.AVERAGE, x, node.flag("count_include_pad", false));
  }

  private static Pool pool(OnnxNode node, PoolFunction function, Value x, boolean countPadding) {
    List<Integer> size = WindowAttributes.kernelShape(node);
    Window window = WindowAttributes.window(node, x, size);
    boolean ceil = node.flag("ceil_mode", false);
    Pool pool = new Pool(function, x, size, window, ceil, countPadding);
    Shape shape = pool.inferType().shape();
    long reads = size.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (reads > MOST_READS / Math.max(1, shape.count(2, shape.rank()))) {
      throw node.problem(
          "a kernel of %s at each place of %s reads over %d elements", size, shape, MOST_READS);
    }
    return pool;
  }

  static Reduce global(ReduceFunction function, Value x) {
    List<Integer> spatial = IntStream.range(2, x.shape().rank()).boxed().toList();
    return new Reduce(function, x, spatial, true);
  }

  private static List<Value> largest(OnnxNode node) {
    Pool pool = pool(node, PoolFunction.MAX, node.input(0), false);
    Value result = node.emit(pool);
    if (!node.wants(1)) {
      return List.of(result);
    }
    boolean columnMajor = node.flag("storage_order", false);
    return List.of(
        result,
        node.emitOutput(
            1, new PoolIndices(pool.x(), pool.size(), pool.window(), pool.ceil(), columnMajor)));
  }
}
