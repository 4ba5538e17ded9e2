package io.repqc.cli;

import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.compiler.tune.TrainingSettings.Optimizer;
import io.repqc.compiler.tune.TrainingSettings.Schedule;
import io.repqc.ir.ModelException;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How training goes. */
final class TrainingOptions {
  static final String HEADING = "%nTraining:%n";

  private static final double USUAL_RATE = 0.01;
  private static final double USUAL_ADAM_RATE = 0.001;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "How often it goes through the data; 10 times if not given.")
  private int epochs = 10;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many items a step takes; 128 if not given.")
  private int batch = 128;

  @Option(
      names = "--optimizer",
      paramLabel = "KIND",
      description = "sgd (the default, with momentum) or adam.")
  private Optimizer optimizer = Optimizer.SGD;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "0.01 if not given, or 0.001 for adam.")
  private Double rate;

  @Option(
      names = "--quantizer-rate",
      paramLabel = "SHARE",
      description = "The rate of quantizers as a share of that; 0.1 if not given.")
  private double quantizerRate = 0.1;

  @Option(
      names = "--scaling-rate",
      paramLabel = "SHARE",
      description = {
        "The rate of biases and of what scales channels as a share of that; 1 if not given."
      })
  private double scalingRate = 1;

  @Option(names = "--momentum", paramLabel = "X", description = "Of sgd; 0.9 if not given.")
  private Double momentum;

  @Option(
      names = "--schedule",
      paramLabel = "KIND",
      description = {
        "How the rate changes: cosine (the default, falls to zero), one-cycle (rises first) or"
            + " constant."
      })
  private Schedule schedule = Schedule.COSINE;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = {
        "Draws weights to zero, not what scales or shifts channels; 0.0001 if not given."
      })
  private double decay = 1e-4;

  @Option(
      names = "--loss",
      paramLabel = "KIND",
      description = {
        "What is made small: cross-entropy (the default for classes), l1 (for psnr) or l2 (for mse)."
      })
  private Loss loss;

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      description = "Gives this share of a right answer to all classes alike, for cross-entropy.")
  private Double smoothing;

  @Option(
      names = "--distill",
      paramLabel = "SHARE",
      description = {
        "How much the answers of the float network count beside the right ones, from 0 (the default)"
            + " to 1."
      })
  private double distillation;

  @Option(names = "--flip", description = "Mirrors images at random.")
  private boolean flips;

  @Option(
      names = "--shift",
      paramLabel = "N",
      description = "Moves images at random by up to N pixels, with zeros at the border.")
  private int shifts;

  @Option(
      names = "--bn-momentum",
      paramLabel = "SHARE",
      description = {
        "How much of a running statistic each batch replaces, for --bn batch and estimate; 0.1 if"
            + " not given."
      })
  private double statisticsMomentum = 0.1;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stops after N epochs without a better result on what is held out.")
  private Integer patience;

  TrainingSettings settings(RoundingOptions rounding, long seed, int threads) {
    check();
    return new TrainingSettings(
        epochs,
        batch,
        optimizer,
        Optional.ofNullable(rate)
            .orElse(optimizer == Optimizer.ADAM ? USUAL_ADAM_RATE : USUAL_RATE),
        quantizerRate,
        scalingRate,
        Optional.ofNullable(momentum).orElse(0.9),
        schedule,
        decay,
        rounding.clippingDecay(decay),
        rounding.sizePenalty(),
        Optional.ofNullable(loss),
        Optional.ofNullable(smoothing).orElse(0.0),
        flips,
        shifts,
        distillation,
        patience == null ? OptionalInt.empty() : OptionalInt.of(patience),
        statisticsMomentum,
        seed,
        threads);
  }

  boolean stopsEarly() {
    return patience != null;
  }

  private void check() {
    ModelException.check(
        momentum == null || optimizer == Optimizer.SGD,
        "--momentum %s: it has no effect without --optimizer sgd",
        momentum);
    ModelException.check(
        smoothing == null || loss == null || loss == Loss.CROSS_ENTROPY,
        "--label-smoothing %s: it has no effect with --loss %s",
        smoothing,
        loss);
  }
}
