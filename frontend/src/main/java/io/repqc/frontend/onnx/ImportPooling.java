package io.repqc.frontend.onnx;

import static java.util.Map.entry;

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
    List<Integer> size = WindowAttributes.kernelShape(node);
    Window window = WindowAttributes.window(node, x, size);
    boolean countPadding = node.flag("count_include_pad", false);
    return new Pool(PoolFunction.AVERAGE, x, size, window, isCeil(node), countPadding);
  }

  static Reduce global(ReduceFunction function, Value x) {
    List<Integer> spatial = IntStream.range(2, x.shape().rank()).boxed().toList();
    return new Reduce(function, x, spatial, true);
  }

  private static List<Value> largest(OnnxNode node) {
    Value x = node.input(0);
    List<Integer> size = WindowAttributes.kernelShape(node);
    Window window = WindowAttributes.window(node, x, size);
    Value pool = node.emit(new Pool(PoolFunction.MAX, x, size, window, isCeil(node), false));
    if (!node.wants(1)) {
      return List.of(pool);
    }
    boolean columnMajor = node.flag("storage_order", false);
    return List.of(
        pool, node.emitOutput(1, new PoolIndices(x, size, window, isCeil(node), columnMajor)));
  }

  private static boolean isCeil(OnnxNode node) {
    return node.flag("ceil_mode", false);
  }
}
