package io.repqc.passes.observe;

import io.repqc.ir.DataSide;
import io.repqc.ir.ElementType;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Runs a network on data and observes the f32 and f64 values that depend on it. What is observed
 * does not depend on how the data is cut into batches if the network computes each item by itself.
 */
public final class Calibration {
  private final Model model;
  private final Map<String, Distribution> distributions = new LinkedHashMap<>();
  private final Map<Integer, Interpreter> interpreters = new HashMap<>();
  private int items;

  private Calibration(Model model, Predicate<Value> observed) {
    this.model = model;
    DataSide data = new DataSide(model.graph());
    model
        .graph()
        .select(value -> data.contains(value) && isReal(value) && observed.test(value))
        .forEach(value -> distributions.put(value.name(), new Distribution()));
  }

  private static boolean isReal(Value value) {
    return value.elementType() == ElementType.F32 || value.elementType() == ElementType.F64;
  }

  /**
   * The distributions by the names of the values, in the order of the graph. Each batch holds all
   * inputs by name; one batch is in memory at a time. {@code progress} hears how many items have
   * been run.
   */
  public static Map<String, Distribution> run(
      Model model,
      Predicate<Value> observed,
      Iterable<Map<String, Tensor>> batches,
      IntConsumer progress) {
    Calibration calibration = new Calibration(model, observed);
    for (Map<String, Tensor> batch : batches) {
      calibration.add(batch);
      progress.accept(calibration.items);
    }
    return Collections.unmodifiableMap(calibration.distributions);
  }

  private void add(Map<String, Tensor> inputs) {
    int batch = model.graph().items(inputs);
    interpreters
        .computeIfAbsent(batch, n -> new Interpreter(model.withBatch(n), new FastEvaluation()))
        .run(inputs, (value, tensor) -> observe(value, tensor, batch));
    checkFinite(items + 1, items + batch);
    items += batch;
  }

  /** Where the first axis is not that of the batch, the value is one item. */
  private void observe(Value value, Tensor tensor, int batch) {
    Distribution distribution = distributions.get(value.name());
    if (distribution != null) {
      boolean isBatched = tensor.shape().rank() > 0 && tensor.shape().dim(0) == batch;
      distribution.add(tensor, isBatched ? batch : 1);
    }
  }

  /** The first value in the order of the graph is where it began. */
  private void checkFinite(int firstItem, int lastItem) {
    distributions.forEach(
        (name, distribution) ->
            ModelException.check(
                distribution.nonFinite() == 0,
                "value \"%s\": %d of its numbers are NaN or infinite for the inputs %d to %d of the"
                    + " calibration data; look for such numbers in these inputs and for weights"
                    + " that make the network overflow",
                name,
                distribution.nonFinite(),
                firstItem,
                lastItem));
  }
}
