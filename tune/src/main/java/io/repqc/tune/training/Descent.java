package io.repqc.tune.training;

import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import io.repqc.tune.training.Optimizer.Pace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes all trained parameters a step down, each by the rules of its group. */
final class Descent {
  private static final double BITS_RATE = 1e-3;
  private static final double BITS_MEAN_DECAY = 0.9;

  private final Trainee trainee;
  private final TrainingSettings settings;
  private final Map<String, Optimizer> optimizers = new LinkedHashMap<>();

  /** For the trained parameters among {@code numbers}. */
  Descent(Trainee trainee, TrainingSettings settings, Map<String, Tensor> numbers) {
    this.trainee = trainee;
    this.settings = settings;
    trainee
        .groups()
        .forEach(
            (name, group) -> {
              if (numbers.containsKey(name)) {
                optimizers.put(name, optimizer(group, numbers.get(name).count()));
              }
            });
  }

  private Optimizer optimizer(Group group, int count) {
    if (group == Group.BITS) {
      return new Adam(count, BITS_MEAN_DECAY);
    }
    return switch (settings.optimizer()) {
      case SGD -> new Momentum(count, settings.momentum());
      case ADAM -> new Adam(count, settings.momentum());
    };
  }

  /**
   * The trained numbers after step {@code step}, counted from 1; {@code rate} is that of weights.
   */
  Map<String, Tensor> step(
      Map<String, Tensor> numbers, Map<String, Tensor> gradients, double rate, long step) {
    Map<String, Tensor> next = new LinkedHashMap<>();
    optimizers.forEach(
        (name, optimizer) -> {
          Tensor before = numbers.get(name);
          Tensor gradient = gradients.get(name);
          IrException.check(
              gradient != null && gradient.type().equals(before.type()),
              "%s: the engine gave %s for the derivative by %s",
              name,
              gradient,
              before.type());
          Pace pace = pace(name, rate);
          float[] after = optimizer.step(before.floats(), gradient.floats(), pace, step);
          next.put(name, Tensor.of(before.type(), after));
        });
    return trainee.kept().apply(next);
  }

  private Pace pace(String name, double rate) {
    float share = trainee.shares().getOrDefault(name, 1.0).floatValue();
    return switch (trainee.groups().get(name)) {
      case WEIGHT -> new Pace((float) rate, (float) settings.weightDecay(), share);
      case SCALING -> new Pace((float) (rate * settings.scalingRate()), 0, share);
      case QUANTIZER -> new Pace((float) (rate * settings.quantizerRate()), 0, share);
      case CLIPPING ->
          new Pace(
              (float) (rate * settings.quantizerRate()), (float) settings.clippingDecay(), share);
      case BITS -> new Pace((float) BITS_RATE, 0, share);
    };
  }

  /** What the optimizers remember, by parameter; the arrays are their own. */
  Map<String, List<float[]>> memory() {
    Map<String, List<float[]>> memory = new LinkedHashMap<>();
    optimizers.forEach((name, optimizer) -> memory.put(name, optimizer.memory()));
    return memory;
  }
}
