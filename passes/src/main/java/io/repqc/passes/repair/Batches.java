package io.repqc.passes.repair;

import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Calibration data: all inputs by name, batch by batch; batches may differ in size. */
final class Batches {
  private final List<Map<String, Tensor>> batches = new ArrayList<>();

  Batches(Iterable<Map<String, Tensor>> batches) {
    batches.forEach(this.batches::add);
    ModelException.check(
        !this.batches.isEmpty(), "the calibration data is empty; it takes one input at least");
  }

  int count() {
    return batches.size();
  }

  Map<String, Tensor> get(int batch) {
    return batches.get(batch);
  }

  /** How many inputs there are in all batches. */
  int items(Graph graph) {
    return batches.stream().mapToInt(graph::items).sum();
  }

  /** The model at the size of each batch. */
  List<Model> fit(Model model) {
    Map<Integer, Model> bySize = new HashMap<>();
    return batches.stream()
        .map(batch -> bySize.computeIfAbsent(model.graph().items(batch), model::withBatch))
        .toList();
  }

  /** Runs the model on all batches; {@code observer} sees every value. */
  void run(Model model, BiConsumer<Value, Tensor> observer) {
    Map<Model, Interpreter> interpreters = new HashMap<>();
    List<Model> fitting = fit(model);
    for (int i = 0; i < count(); i++) {
      interpreters
          .computeIfAbsent(fitting.get(i), m -> new Interpreter(m, new FastEvaluation()))
          .run(get(i), observer);
    }
  }
}
