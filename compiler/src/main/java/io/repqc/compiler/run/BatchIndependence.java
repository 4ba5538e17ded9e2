package io.repqc.compiler.run;

import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Statistic;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Whether a network computes each item of a batch by itself, so that a large batch may run in
 * parts. It does if every value that depends on the batch grows with it along its first axis only
 * and no op looks along that axis.
 */
final class BatchIndependence {
  private final Set<Value> batched = Collections.newSetFromMap(new IdentityHashMap<>());

  private BatchIndependence() {}

  static boolean of(Graph graph) {
    try {
      return new BatchIndependence().holds(graph.withBatch(1), graph.withBatch(2));
    } catch (ModelException e) {
      return false;
    }
  }

  private boolean holds(Graph one, Graph two) {
    for (int i = 0; i < one.values().size(); i++) {
      Value value = one.values().get(i);
      boolean dependsOnBatch =
          value.op() instanceof Input input && input.batched()
              || OpSchema.operands(value.op()).stream().anyMatch(batched::contains);
      if (dependsOnBatch) {
        batched.add(value);
        if (mixes(value.op()) || !doubles(value.shape(), two.values().get(i).shape())) {
          return false;
        }
      }
    }
    return one.outputs().stream().allMatch(output -> batched.contains(output.value()));
  }

  private static boolean mixes(Op op) {
    return op instanceof Statistic
        || op instanceof Softmax softmax && softmax.axis() == 0
        || op instanceof Normalize normalize && normalize.axes().contains(0);
  }

  private static boolean doubles(Shape one, Shape two) {
    return one.rank() > 0 && two.equals(one.with(0, 2 * one.dim(0)));
  }
}
