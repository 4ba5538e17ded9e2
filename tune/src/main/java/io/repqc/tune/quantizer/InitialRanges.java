package io.repqc.tune.quantizer;

import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.Range;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.observe.Ranging;

/** Where quantizers start from, as their papers say or with the least squared error. */
public final class InitialRanges {
  private static final double DEVIATIONS = 3;

  private InitialRanges() {}

  /** What follows the weights while they are trained starts as it goes on, whatever is asked. */
  public static Ranging ofWeights(QuantizerSettings settings) {
    return switch (settings.weights()) {
      case LSQ -> orLeastError(settings, InitialRanges::byMeanMagnitude);
      case LSQ_PLUS -> orLeastError(settings, InitialRanges::byDeviation);
      case DOREFA -> orLeastError(settings, InitialRanges::byMagnitude);
      case DIFFQ, MIN_MAX -> InitialRanges::byMagnitude;
    };
  }

  /**
   * LSQ+ asks for the least squared error itself. PACT's clipping starts at the largest number that
   * calibration saw, and its decay draws it in; DoReFa's activations are bounded by 1 in networks
   * that were trained so from the start, which a network that is trained already was not.
   */
  public static Ranging ofActivations(QuantizerSettings settings) {
    return switch (settings.activations()) {
      case LSQ -> orLeastError(settings, InitialRanges::byMeanMagnitude);
      case LSQ_PLUS -> RangeMethod.MSE;
      case DOREFA, PACT, MIN_MAX -> orLeastError(settings, RangeMethod.MIN_MAX);
    };
  }

  private static Ranging orLeastError(QuantizerSettings settings, Ranging ofPaper) {
    return switch (settings.initial()) {
      case PAPER -> ofPaper;
      case MSE -> RangeMethod.MSE;
    };
  }

  /** A step of {@code 2 * mean|v| / sqrt(QP)}, as arXiv 1902.08153 says. */
  private static Range byMeanMagnitude(Distribution numbers, Integers integers) {
    Range range = numbers.range();
    boolean isSigned = integers.symmetric() || range.isTwoSided();
    int most = isSigned ? half(integers) - 1 : integers.count() - 1;
    double step = 2 * numbers.meanMagnitude() / Math.sqrt(most);
    if (isSigned) {
      return ofStep(step, integers);
    }
    return range.high() > 0 ? new Range(0, most * step) : new Range(-most * step, 0);
  }

  /** Of either sign as far as any number, so that the largest integer stands for the farthest. */
  private static Range byMagnitude(Distribution numbers, Integers integers) {
    double magnitude = numbers.range().magnitude();
    return new Range(-magnitude, magnitude);
  }

  /** A step of {@code max|mean +- 3 deviations| / 2^(b-1)}, as arXiv 2004.09576 says. */
  private static Range byDeviation(Distribution numbers, Integers integers) {
    double largest = Math.abs(numbers.mean()) + DEVIATIONS * numbers.deviation();
    return ofStep(largest / half(integers), integers);
  }

  /**
   * Of so many bits there are half as many negative integers; that an 8-bit weight has one fewer
   * does not count.
   */
  private static int half(Integers integers) {
    return (integers.count() + 1) / 2;
  }

  /** Both signs, so that levels over it have this step. */
  private static Range ofStep(double step, Integers integers) {
    int half = half(integers);
    int least = integers.count() % 2 == 0 ? half : half - 1;
    return new Range(-least * step, (half - 1) * step);
  }
}
