package io.repqc.compiler.tune;

import io.repqc.compiler.Word;

/**
 * How numbers are rounded while a network is trained.
 *
 * @param initial how ranges are first found
 * @param steps which numbers at the ends of a range a learned step lets derivatives through to
 */
public record QuantizerSettings(
    WeightQuantizer weights,
    ActivationQuantizer activations,
    InitialRanges initial,
    StepRule steps) {

  /** Where the ranges of quantizers come from before they are trained. */
  public enum InitialRanges {
    /** As the paper of the quantizer says. */
    PAPER,
    /** The least squared error. */
    MSE;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  /**
   * Whether a learned step bounds before it rounds: the integers are the same, and what lies up to
   * half a step beyond the range is differentiated otherwise.
   */
  public enum StepRule {
    /** As the paper says (arXiv 1902.08153): beyond the range nothing is learned of a number. */
    BOUND_THEN_ROUND,
    /** What rounds to the last integer counts as inside. */
    ROUND_THEN_BOUND;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  /** How weights are rounded while they are trained. */
  public enum WeightQuantizer {
    /** Learned steps (arXiv 1902.08153). */
    LSQ,
    /** Learned steps, initialised by the spread of the weights (arXiv 2004.09576). */
    LSQ_PLUS,
    /** Bounded by tanh (arXiv 1606.06160). */
    DOREFA,
    /** Noise in the place of rounding, and learned bits (arXiv 2104.09987). */
    DIFFQ,
    /** The range of the weights as they are; rounding counts as doing nothing. */
    MIN_MAX;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  /** How activations are rounded while the network is trained. */
  public enum ActivationQuantizer {
    /** Learned steps (arXiv 1902.08153). */
    LSQ,
    /** Learned steps and offsets (arXiv 2004.09576). */
    LSQ_PLUS,
    /** Learned clipping (arXiv 1805.06085). */
    PACT,
    /** A fixed range (arXiv 1606.06160). */
    DOREFA,
    /** The range of the batches so far. */
    MIN_MAX;

    /** As the user writes it. */
    @Override
    public String toString() {
      return Word.of(this);
    }
  }
}
