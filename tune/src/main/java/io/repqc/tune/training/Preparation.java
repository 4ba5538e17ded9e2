package io.repqc.tune.training;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Statistic;
import io.repqc.tune.Trainee;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What follows from a task before any engine runs: which items are for what, and the loss.
 *
 * @param trained the trained parameters on which the loss depends
 * @param running those where the network's statistics run
 * @param read those that a step reads: no average in whose place it takes that of the batch
 */
record Preparation(
    Split split,
    Minibatches batches,
    Targets targets,
    LossGraph loss,
    Set<String> trained,
    Set<String> running,
    Set<String> read) {

  static Preparation of(TrainingTask task) {
    DataSet data = task.data();
    Split split = Split.of(data.items(), task.held(), task.settings().seed());
    Shape output =
        task.trainee().model().fitting(data.inputs()).graph().outputs().get(0).value().shape();
    Targets targets =
        Targets.of(data.answers(), output.with(0, data.items()), task.settings().labelSmoothing());
    new TaskChecks(task, targets, split).check();
    Minibatches batches =
        new Minibatches(split.training(), task.settings().batch(), task.settings().seed());
    Map<String, Shape> shapes = new LinkedHashMap<>();
    data.inputs().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    data.batched()
        .forEach(name -> shapes.computeIfPresent(name, (n, s) -> s.with(0, batches.size())));
    LossGraph loss = LossGraph.of(task, shapes, targets.classes());
    return new Preparation(
        split, batches, targets, loss, trained(loss, task.trainee()), running(loss), read(loss));
  }

  private static Set<String> trained(LossGraph loss, Trainee trainee) {
    return loss.model().graph().parameters().stream()
        .map(Value::name)
        .filter(trainee.groups()::containsKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> running(LossGraph loss) {
    return loss.model().graph().select(value -> value.op() instanceof Statistic).stream()
        .map(value -> ((Statistic) value.op()).running())
        .filter(value -> value.op() instanceof Parameter)
        .map(Value::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> read(LossGraph loss) {
    return loss.model().graph().values().stream()
        .flatMap(
            value ->
                value.op() instanceof Statistic statistic
                    ? Stream.of(statistic.batch())
                    : OpSchema.operands(value.op()).stream())
        .filter(value -> value.op() instanceof Parameter)
        .map(Value::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  boolean hasStatistics() {
    return !running.isEmpty();
  }

  /** What training changes, as it is at first. */
  Map<String, Tensor> numbers() {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    trained.forEach(name -> numbers.put(name, loss.model().parameters().get(name)));
    running.forEach(name -> numbers.put(name, loss.model().parameters().get(name)));
    return numbers;
  }
}
