package io.repqc.compiler.tune;

import io.repqc.compiler.Word;
import io.repqc.ir.ModelException;
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

  public TrainingSettings {
    least("--epochs", epochs, 0);
    least("--batch", batch, 1);
    positive("--learning-rate", learningRate);
    notNegative("--quantizer-rate", quantizerRate);
    notNegative("--scaling-rate", scalingRate);
    below("--momentum", momentum);
    notNegative("--weight-decay", weightDecay);
    notNegative("--clipping-decay", clippingDecay);
    notNegative("--size-penalty", sizePenalty);
    below("--label-smoothing", labelSmoothing);
    least("--shift", shifts, 0);
    share("--distill", distillation);
    least("--patience", patience.orElse(1), 1);
    share("--bn-momentum", statisticsMomentum);
    least("--threads", threads, 1);
  }

  private static void least(String option, int found, int least) {
    ModelException.check(found >= least, "%s %d: expected at least %d", option, found, least);
  }

  private static void notNegative(String option, double found) {
    ModelException.check(
        found >= 0 && Double.isFinite(found), "%s %s: expected 0 or more", option, found);
  }

  private static void positive(String option, double found) {
    ModelException.check(
        found > 0 && Double.isFinite(found), "%s %s: expected more than 0", option, found);
  }

  private static void below(String option, double found) {
    ModelException.check(
        found >= 0 && found < 1, "%s %s: expected 0 or more, and less than 1", option, found);
  }

  private static void share(String option, double found) {
    ModelException.check(
        found >= 0 && found <= 1, "%s %s: expected a share, from 0 to 1", option, found);
  }

  /** How parameters follow their derivatives. */
  public enum Optimizer {
    SGD,
    ADAM;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  /** How the learning rate changes over a run. */
  public enum Schedule {
    /** Falls to zero as half a cosine. */
    COSINE,
    /** Rises from a 25th for the first 30 %, then falls as half a cosine. */
    ONE_CYCLE,
    CONSTANT;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  /** What is made small. */
  public enum Loss {
    CROSS_ENTROPY,
    L1,
    L2;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }
}
