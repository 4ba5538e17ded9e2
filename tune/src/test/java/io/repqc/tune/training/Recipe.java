package io.repqc.tune.training;

import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.compiler.tune.TrainingSettings.Optimizer;
import io.repqc.compiler.tune.TrainingSettings.Schedule;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of which a test says only what it is about. */
final class Recipe {
  int epochs = 4;
  int batch = 8;
  Optimizer optimizer = Optimizer.SGD;
  double learningRate = 0.1;
  double quantizerRate = 0.5;
  double scalingRate = 0.25;
  double momentum = 0.9;
  Schedule schedule = Schedule.COSINE;
  double weightDecay;
  double clippingDecay;
  double sizePenalty;
  Optional<Loss> loss = Optional.empty();
  double labelSmoothing;
  boolean flips;
  int shifts;
  double distillation;
  OptionalInt patience = OptionalInt.empty();
  double statisticsMomentum = 0.1;
  long seed = 1;

  TrainingSettings settings() {
    return new TrainingSettings(
        epochs,
        batch,
        optimizer,
        learningRate,
        quantizerRate,
        scalingRate,
        momentum,
        schedule,
        weightDecay,
        clippingDecay,
        sizePenalty,
        loss,
        labelSmoothing,
        flips,
        shifts,
        distillation,
        patience,
        statisticsMomentum,
        seed,
        1);
  }
}
