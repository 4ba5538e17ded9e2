package io.repqc.cli;

import io.repqc.compiler.Word;
import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.InitialRanges;
import io.repqc.compiler.tune.QuantizerSettings.StepRule;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ModelException;
import picocli.CommandLine.Option;

/** How numbers are rounded while a network is trained. */
final class RoundingOptions {
  private static final double USUAL_SIZE_PENALTY = 1e-3;

  /** As the papers pair them. */
  private enum Pair {
    LSQ(WeightQuantizer.LSQ, ActivationQuantizer.LSQ),
    LSQ_PLUS(WeightQuantizer.LSQ_PLUS, ActivationQuantizer.LSQ_PLUS),
    PACT(WeightQuantizer.DOREFA, ActivationQuantizer.PACT),
    DOREFA(WeightQuantizer.DOREFA, ActivationQuantizer.DOREFA),
    DIFFQ(WeightQuantizer.DIFFQ, ActivationQuantizer.MIN_MAX),
    MIN_MAX(WeightQuantizer.MIN_MAX, ActivationQuantizer.MIN_MAX);

    private final WeightQuantizer weights;
    private final ActivationQuantizer activations;

    Pair(WeightQuantizer weights, ActivationQuantizer activations) {
      this.weights = weights;
      this.activations = activations;
    }

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  @Option(
      names = "--quantizer",
      paramLabel = "KIND",
      description = {
        "How numbers are rounded while training: lsq (the default, learned steps), lsq-plus (learned"
            + " steps and offsets), pact (learned clipping), dorefa (tanh and fixed ranges), diffq"
            + " (noise and learned bits of weights) or min-max (the range as it is)."
      })
  private Pair both = Pair.LSQ;

  @Option(
      names = "--weight-quantizer",
      paramLabel = "KIND",
      description = "For weights alone: ${COMPLETION-CANDIDATES}.")
  private WeightQuantizer weights;

  @Option(
      names = "--activation-quantizer",
      paramLabel = "KIND",
      description = "For activations alone: ${COMPLETION-CANDIDATES}.")
  private ActivationQuantizer activations;

  @Option(
      names = "--initial",
      paramLabel = "HOW",
      description = {
        "Where ranges begin: paper (the default, as that of the quantizer says) or mse (the least"
            + " squared error)."
      })
  private InitialRanges initial = InitialRanges.PAPER;

  @Option(
      names = "--step-rule",
      paramLabel = "RULE",
      description = {
        "Of learned steps (lsq, lsq-plus): bound-then-round (the default, beyond the range nothing is"
            + " learned of a number) or round-then-bound (what rounds to the last integer is inside)."
      })
  private StepRule steps = StepRule.BOUND_THEN_ROUND;

  @Option(
      names = "--clipping-decay",
      paramLabel = "X",
      description = "Draws learned clipping (pact) to zero; as --weight-decay if not given.")
  private Double clippingDecay;

  @Option(
      names = "--size-penalty",
      paramLabel = "X",
      description = {
        "What a megabyte of weights adds to the loss where bits are learned (diffq); 0.001 if not"
            + " given."
      })
  private Double sizePenalty;

  QuantizerSettings quantizers() {
    return new QuantizerSettings(weights(), activations(), initial, steps);
  }

  private WeightQuantizer weights() {
    return weights == null ? both.weights : weights;
  }

  private ActivationQuantizer activations() {
    return activations == null ? both.activations : activations;
  }

  double clippingDecay(double weightDecay) {
    ModelException.check(
        clippingDecay == null || activations() == ActivationQuantizer.PACT,
        "--clipping-decay %s: it has no effect without --activation-quantizer pact",
        clippingDecay);
    return clippingDecay == null ? weightDecay : clippingDecay;
  }

  double sizePenalty() {
    ModelException.check(
        sizePenalty == null || weights() == WeightQuantizer.DIFFQ,
        "--size-penalty %s: it has no effect without --weight-quantizer diffq",
        sizePenalty);
    return sizePenalty == null ? USUAL_SIZE_PENALTY : sizePenalty;
  }
}
