package io.repqc.tune.training;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.Epoch;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far a run has come: its numbers, what its optimizers remember, and its epochs so far. */
final class State {
  private final Descent descent;
  private final Map<String, Tensor> numbers;
  private final List<Epoch> history = new ArrayList<>();
  private Map<String, Tensor> best = Map.of();
  private int bestEpoch;
  private long steps;
  private double loss;

  State(Descent descent, Map<String, Tensor> numbers) {
    this.descent = descent;
    this.numbers = new LinkedHashMap<>(numbers);
  }

  /** How many are done. */
  long steps() {
    return steps;
  }

  /** Of what is trained and of running statistics. */
  Map<String, Tensor> numbers() {
    return Collections.unmodifiableMap(numbers);
  }

  List<Epoch> history() {
    return history;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  /** The numbers after it; those of now where no epoch is over. */
  Map<String, Tensor> best() {
    return bestEpoch == 0 ? numbers() : best;
  }

  /** Takes a step; gives the numbers that it changed. */
  Map<String, Tensor> step(
      double stepLoss, Map<String, Tensor> gradients, double rate, Map<String, Tensor> running) {
    Map<String, Tensor> changed =
        new LinkedHashMap<>(descent.step(numbers, gradients, rate, steps + 1));
    changed.putAll(running);
    numbers.putAll(changed);
    steps++;
    loss += stepLoss;
    return changed;
  }

  /** Ends an epoch of so many steps; where nothing is held out, the last is the best. */
  Epoch endEpoch(int count, double score, double rate, Metric metric) {
    Epoch epoch = new Epoch(history.size() + 1, loss / count, score, rate);
    history.add(epoch);
    loss = 0;
    if (bestEpoch == 0
        || Double.isNaN(score)
        || metric.isBetter(score, history.get(bestEpoch - 1).score())) {
      bestEpoch = epoch.number();
      best = new LinkedHashMap<>(numbers);
    }
    return epoch;
  }

  Checkpoint save(Map<String, String> task) {
    Map<String, Tensor> memory = new LinkedHashMap<>();
    descent
        .memory()
        .forEach(
            (name, arrays) -> {
              for (int i = 0; i < arrays.size(); i++) {
                float[] array = arrays.get(i);
                memory.put(key(name, i), Tensor.f32(Shape.of(array.length), array));
              }
            });
    return new Checkpoint(task, steps, loss, history, numbers, bestEpoch, best, memory);
  }

  private static String key(String name, int array) {
    return array + " " + name;
  }

  void restore(Checkpoint checkpoint) {
    steps = checkpoint.steps();
    loss = checkpoint.loss();
    history.addAll(checkpoint.history());
    numbers.putAll(checkpoint.numbers());
    bestEpoch = checkpoint.bestEpoch();
    best = checkpoint.best();
    descent
        .memory()
        .forEach(
            (name, arrays) -> {
              for (int i = 0; i < arrays.size(); i++) {
                float[] array = arrays.get(i);
                float[] saved = checkpoint.memory().get(key(name, i)).floats();
                System.arraycopy(saved, 0, array, 0, array.length);
              }
            });
  }
}
