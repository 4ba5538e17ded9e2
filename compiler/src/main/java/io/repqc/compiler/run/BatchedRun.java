package io.repqc.compiler.run;

import io.repqc.compiler.Progress;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    int batch = batch(inputs);
    boolean inParts = batch > LARGEST_PART && BatchIndependence.of(model.graph());
    int part = inParts ? LARGEST_PART : batch;
    int parts = part == 0 ? 1 : (batch + part - 1) / part;
    long total = (long) parts * model.graph().values().size();
    List<Map<String, Tensor>> results = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int from = i * part;
      int to = Math.min(batch, from + part);
      results.add(runPart(parts == 1 ? inputs : rows(inputs, from, to), to - from, total));
    }
    return parts == 1 ? results.get(0) : joined(results);
  }

  private int batch(Map<String, Tensor> inputs) {
    return batchedInputs(model.graph()).stream()
        .map(value -> inputs.get(value.name()))
        .mapToInt(tensor -> tensor.shape().dim(0))
        .findFirst()
        .orElse(1);
  }

  private static List<Value> batchedInputs(Graph graph) {
    return graph.inputs().stream().filter(value -> ((Input) value.op()).batched()).toList();
  }

  private Map<String, Tensor> runPart(Map<String, Tensor> inputs, int batch, long total) {
    return interpreters
        .computeIfAbsent(batch, this::interpreter)
        .run(inputs, (value, tensor) -> progress.advance(++done, total));
  }

  private Interpreter interpreter(int batch) {
    boolean isOwn = batchedInputs(model.graph()).isEmpty() || batch == model.graph().batch();
    return new Interpreter(isOwn ? model : model.withBatch(batch), evaluation);
  }

  /** The inputs with the rows of one part in place of the whole batch. */
  private Map<String, Tensor> rows(Map<String, Tensor> inputs, int from, int to) {
    Map<String, Tensor> rows = new LinkedHashMap<>(inputs);
    batchedInputs(model.graph())
        .forEach(value -> rows.computeIfPresent(value.name(), (name, t) -> rows(t, from, to)));
    return rows;
  }

  private static Tensor rows(Tensor tensor, int from, int to) {
    int row = tensor.shape().count(1, tensor.shape().rank());
    Object array = Tensor.allocate(tensor.elementType(), (to - from) * row);
    System.arraycopy(tensor.array(), from * row, array, 0, (to - from) * row);
    return Tensor.of(tensor.type().with(tensor.shape().with(0, to - from)), array);
  }

  private Map<String, Tensor> joined(List<Map<String, Tensor>> parts) {
    return model.graph().outputs().stream()
        .collect(
            Collectors.toMap(
                output -> output.name(),
                output -> joinedRows(parts.stream().map(part -> part.get(output.name())).toList()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private static Tensor joinedRows(List<Tensor> parts) {
    Tensor first = parts.get(0);
    int rows = parts.stream().mapToInt(part -> part.shape().dim(0)).sum();
    Object array =
        Tensor.allocate(first.elementType(), parts.stream().mapToInt(Tensor::count).sum());
    int at = 0;
    for (Tensor part : parts) {
      System.arraycopy(part.array(), 0, array, at, part.count());
      at += part.count();
    }
    return Tensor.of(first.type().with(first.shape().with(0, rows)), array);
  }
}
