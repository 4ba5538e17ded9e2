package io.repqc.tune.engine;

/**
 * How a pair of quantizer and dequantizer, {@code y = s * (clip(round(x / s) + z) - z)}, computes
 * and is differentiated in a step of training. {@code lo} and {@code hi} are the ends of the range,
 * in reals. A zero point that is computed moves them, so that what is beyond them has the
 * derivative {@code -s} by it.
 */
public enum RoundingRule {
  /**
   * Bounds, then rounds, and the rounding alone counts as doing nothing: {@code dy/dx} is 1 for x
   * in [lo, hi], else 0, and {@code dy/ds} is {@code round(x/s) - x/s} inside and the bounding
   * integer outside.
   */
  BOUND_THEN_ROUND,
  /**
   * Rounds, then bounds: the same numbers, and {@code dy/dx} is 1 up to half a step beyond the
   * bounds.
   */
  ROUND_THEN_BOUND,
  /**
   * Bounds, and all the rest counts as doing nothing: {@code y} is differentiated as {@code clip(x,
   * lo, hi)}.
   */
  BOUND,
  /**
   * Bounds, and adds noise of one step in the place of rounding: {@code clip(x, lo, hi) + s * u}, u
   * from [-1/2, 1/2).
   */
  NOISE
}
