package io.repqc.frontend.onnx.write;

import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Which dimensions follow the batch: those that differ at another batch, if the graph has one. */
final class FreeBatch {
  private final int batch;
  private final Map<Value, Shape> others;

  private FreeBatch(int batch, Map<Value, Shape> others) {
    this.batch = batch;
    this.others = others;
  }

  static FreeBatch of(Graph graph) {
    return hasOneBatch(graph) ? new FreeBatch(graph.batch(), others(graph)) : fixed();
  }

  private static FreeBatch fixed() {
    return new FreeBatch(0, Map.of());
  }

  private static boolean hasOneBatch(Graph graph) {
    return graph.inputs().stream()
            .filter(input -> ((Input) input.op()).batched())
            .map(input -> input.type().dim(0))
            .distinct()
            .count()
        == 1;
  }

  /** Empty if the graph does not fit a larger batch and a single one. */
  private static Map<Value, Shape> others(Graph graph) {
    Map<Value, Shape> others = new IdentityHashMap<>();
    try {
      graph.withBatch(1);
      List<Value> values = graph.withBatch(graph.batch() + 1).values();
      for (int i = 0; i < values.size(); i++) {
        others.put(graph.values().get(i), values.get(i).shape());
      }
      return others;
    } catch (ModelException e) {
      return Map.of();
    }
  }

  boolean isFree() {
    return !others.isEmpty();
  }

  /** Whether the size of {@code value} along {@code axis} depends on the batch. */
  boolean reaches(Value value, int axis) {
    return isFree() && others.get(value).dim(axis) != value.type().dim(axis);
  }

  /** Whether that size is the batch itself. */
  boolean isBatch(Value value, int axis) {
    return isFree() && value.type().dim(axis) == batch && others.get(value).dim(axis) == batch + 1;
  }
}
