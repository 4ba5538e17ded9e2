package io.repqc.passes.observe;

/**
 * Finds the clipping of least squared error between numbers and their levels. Clipping costs less
 * and less the farther out it happens, and rounding more and more, so that the error has one valley
 * (but for ripples): a coarse scan of each end, then finer ones around the best.
 */
final class LeastError {
  /** In octaves. */
  private static final double FARTHEST = 16;

  private static final double COARSEST = 0.5;
  private static final double[] FINER = {1.0 / 8, 1.0 / 32, 1.0 / 128};
  private static final int REACH = 4;
  private static final int ROUNDS = 2;

  private final RoundingError rounding;
  private final Integers integers;
  private final Range full;
  private double error = Double.POSITIVE_INFINITY;

  /** By how many octaves the ends of the best range so far are nearer to zero. */
  private double low;

  private double high;

  private LeastError(Histogram numbers, Integers integers) {
    rounding = new RoundingError(numbers);
    this.integers = integers;
    full = numbers.range();
  }

  static Range range(Histogram numbers, Integers integers) {
    LeastError search = new LeastError(numbers, integers);
    search.scan(COARSEST, FARTHEST);
    for (double step : FINER) {
      search.scan(step, REACH * step);
    }
    return search.range(search.low, search.high);
  }

  /** Both ends together, and where both count each for itself. */
  private void scan(double step, double reach) {
    boolean isOneEnd = integers.symmetric() || !full.isTwoSided();
    for (int round = 0; round < (isOneEnd ? 1 : ROUNDS); round++) {
      scan(step, reach, 1, 1);
      if (!isOneEnd) {
        scan(step, reach, 0, 1);
        scan(step, reach, 1, 0);
      }
    }
  }

  /** Tries what lies around the best range so far, in a direction. */
  private void scan(double step, double reach, int lowStep, int highStep) {
    double fromLow = low;
    double fromHigh = high;
    for (double way = -reach; way <= reach; way += step) {
      attempt(fromLow + lowStep * way, fromHigh + highStep * way);
    }
  }

  private void attempt(double lowOctaves, double highOctaves) {
    if (lowOctaves < 0 || highOctaves < 0) {
      return;
    }
    Range range = range(lowOctaves, highOctaves);
    double found = rounding.of(integers.levels(range));
    if (found < error) {
      error = found;
      low = lowOctaves;
      high = highOctaves;
    }
  }

  private Range range(double lowOctaves, double highOctaves) {
    if (integers.symmetric()) {
      return full.within(full.magnitude() * shrinking(lowOctaves));
    }
    return new Range(full.low() * shrinking(lowOctaves), full.high() * shrinking(highOctaves));
  }

  private static double shrinking(double octaves) {
    return StrictMath.pow(2, -octaves);
  }
}
