package io.repqc.compiler.run;

import io.repqc.compiler.Progress;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a model at the batch size of the given tensors. A large batch runs in parts, to save memory,
 * if that changes no result.
 */
public final class BatchedRun {
  private static final int LARGEST_PART = 32;

  private final Model model;
  private final Interpreter.Evaluation evaluation;
  private final Progress progress;
  private final Map<Integer, Interpreter> interpreters = new LinkedHashMap<>();
  private long done;

  public BatchedRun(Model model, Interpreter.Evaluation evaluation, Progress progress) {
    this.model = model;
    this.evaluation = evaluation;
    this.progress = progress;
  }

  /** The outputs by name, in the order of the graph. */
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Batches batches = new Batches(model.graph(), inputs, LARGEST_PART);
    long total = (long) batches.count() * model.graph().values().size();
    List<Map<String, Tensor>> results = new ArrayList<>();
    for (Map<String, Tensor> batch : batches) {
      results.add(runPart(batch, total));
    }
    return results.size() == 1 ? results.get(0) : joined(results);
  }

  private Map<String, Tensor> runPart(Map<String, Tensor> inputs, long total) {
    return interpreters
        .computeIfAbsent(
            model.graph().items(inputs), n -> new Interpreter(model.withBatch(n), evaluation))
        .run(inputs, (value, tensor) -> progress.advance(++done, total));
  }

  private Map<String, Tensor> joined(List<Map<String, Tensor>> parts) {
    Map<String, Tensor> joined = new LinkedHashMap<>();
    for (Output output : model.graph().outputs()) {
      String name = output.name();
      joined.put(name, Rows.join(parts.stream().map(part -> part.get(name)).toList()));
    }
    return joined;
  }
}
