package io.repqc.tune.training;

import io.repqc.compiler.Progress;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.engine.Session;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network inside an engine that runs over a data set, batch by batch, as it is deployed. */
public final class Evaluation implements AutoCloseable {
  private final Engine engine;
  private final Model model;
  private final DataSet data;
  private final int batch;
  private final Map<String, Tensor> updates = new LinkedHashMap<>();
  private final Map<Integer, Session> sessions = new HashMap<>();

  /** Runs {@code batch} items at a time, and the rest as a smaller batch. */
  public Evaluation(Engine engine, Model model, DataSet data, int batch) {
    this.engine = engine;
    this.model = firstOutput(model);
    this.data = data;
    this.batch = batch;
  }

  private static Model firstOutput(Model model) {
    Graph graph = model.graph();
    return new Model(
        new Graph(graph.name(), graph.inputs(), List.of(graph.outputs().get(0))),
        model.parameters());
  }

  /** Puts other numbers in the place of parameters', by name. */
  public void update(Map<String, Tensor> numbers) {
    updates.putAll(numbers);
    sessions.values().forEach(session -> session.update(numbers));
  }

  /** The first output for all items. */
  public Tensor outputs() {
    return outputs(Progress.NONE);
  }

  public Tensor outputs(Progress progress) {
    return outputs(data.all(), progress);
  }

  /** By the metric of the data. */
  public double score() {
    return data.answers().score(outputs());
  }

  double score(int[] items) {
    return data.answers().pick(items).score(outputs(items, Progress.NONE));
  }

  private Tensor outputs(int[] items, Progress progress) {
    Tensor first = run(data.inputs(part(items, 0)));
    int length = first.count() / first.shape().dim(0);
    float[] outputs = new float[items.length * length];
    System.arraycopy(first.floats(), 0, outputs, 0, first.count());
    for (int from = batch; from < items.length; from += batch) {
      Tensor next = run(data.inputs(part(items, from)));
      System.arraycopy(next.floats(), 0, outputs, from * length, next.count());
      progress.advance(Math.min(items.length, from + batch), items.length);
    }
    return Tensor.f32(first.shape().with(0, items.length), outputs);
  }

  private int[] part(int[] items, int from) {
    return Arrays.copyOfRange(items, from, Math.min(items.length, from + batch));
  }

  /** The first output for inputs of one batch. */
  Tensor run(Map<String, Tensor> inputs) {
    return session(data.items(inputs)).run(inputs).get(model.graph().outputs().get(0).name());
  }

  /**
   * What the statistics of the network are on average over batches, by running parameter; every
   * quantizer rounds, as it does when deployed.
   */
  Map<String, Tensor> statistics(Minibatches batches, Progress progress) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    Map<String, Tensor> averages = new LinkedHashMap<>();
    int count = batches.perEpoch();
    for (int i = 0; i < count; i++) {
      Map<String, Tensor> inputs = data.inputs(batches.unshuffled(i));
      session(batches.size())
          .statistics(inputs)
          .forEach(
              (name, tensor) -> {
                double[] sum = sums.computeIfAbsent(name, key -> new double[tensor.count()]);
                Arrays.setAll(sum, j -> sum[j] + tensor.number(j));
                averages.put(name, tensor);
              });
      progress.advance(i + 1L, count);
    }
    averages.replaceAll(
        (name, last) -> Tensor.generate(last.type(), j -> sums.get(name)[j] / count));
    return averages;
  }

  private Session session(int items) {
    return sessions.computeIfAbsent(items, this::open);
  }

  private Session open(int items) {
    Model fitting = model.fitting(data.inputs()).withBatch(items);
    Session session = engine.open(fitting, Set.of(), Map.of());
    session.update(updates);
    return session;
  }

  @Override
  public void close() {
    sessions.values().forEach(Session::close);
  }
}
