package io.repqc.passes.repair;

/**
 * A sigmoid stretched over its ends and cut at 0 and 1, so that both are reached: how far a weight
 * is rounded up, by a logit (AdaRound, Nagel et al. 2020, arXiv 2004.10568).
 */
final class StretchedSigmoid {
  private static final float HIGH = 1.1f;
  private static final float LOW = -0.1f;

  private StretchedSigmoid() {}

  /** Before it is cut. */
  static float stretched(float logit) {
    return (float) ((HIGH - LOW) / (1 + StrictMath.exp(-logit)) + LOW);
  }

  static float cut(float stretched) {
    return Math.min(1, Math.max(0, stretched));
  }

  /** How it rises with the logit: not at all where it is cut. */
  static float slope(float stretched) {
    return stretched > 0 && stretched < 1
        ? (stretched - LOW) * (HIGH - stretched) / (HIGH - LOW)
        : 0;
  }

  /** The logit whose value is {@code up}, from 0 up to 1. */
  static float logit(float up) {
    return (float) -StrictMath.log((HIGH - LOW) / (up - LOW) - 1);
  }
}
