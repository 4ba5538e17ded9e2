package io.repqc.compiler.tune;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How training goes.
 *
 * @param learningRate of weights
 * @param quantizerRate of quantizers, as a share of that
 * @param scalingRate of what scales or shifts channels, as a share of that
 * @param weightDecay of weights; quantizers and what scales or shifts channels have none
 * @param clippingDecay of learned clipping (PACT)
 * @param sizePenalty what a megabyte of weights adds to the loss (DiffQ)
 * @param loss what is made small; if nothing is said, the usual for the metric of the answers
 * @param labelSmoothing the share of a right answer that goes to all classes alike
 * @param flips whether images are mirrored at random
 * @param shifts by how many pixels images are moved at most
 * @param distillation how much the answers of the float network count beside the right ones, 0 to 1
 * @param patience after how many epochs without a better result training stops
 * @param statisticsMomentum how much of a running statistic each batch replaces
 */
public record TrainingSettings(
    int epochs,
    int batch,
    Optimizer optimizer,
    double learningRate,
    double quantizerRate,
    double scalingRate,
    double momentum,
    Schedule schedule,
    double weightDecay,
    double clippingDecay,
    double sizePenalty,
    Optional<Loss> loss,
    double labelSmoothing,
    boolean flips,
    int shifts,
    double distillation,
    OptionalInt patience,
    double statisticsMomentum,
    long seed,
    int threads) {

  /** How parameters follow their derivatives. */
  public enum Optimizer {
    SGD,
    ADAM
  }

  /** How the learning rate changes over a run. */
  public enum Schedule {
    /** Falls to zero as half a cosine. */
    COSINE,
    /** Rises from a 25th for the first 30 %, then falls as half a cosine. */
    ONE_CYCLE,
    CONSTANT
  }

  /** What is made small. */
  public enum Loss {
    CROSS_ENTROPY,
    L1,
    L2
  }
}
