package io.repqc.passes.observe;

/** How the range of a tensor follows from the numbers that occurred in it. */
public enum RangeMethod implements Ranging {
  /** All that occurred. */
  MIN_MAX,
  /** The moving averages of each image's least and largest number; images count in their order. */
  AVERAGE,
  /** All but the share of the numbers that is farthest from zero. */
  PERCENTILE,
  /** The clipping of least squared error. */
  MSE,
  /** The clipping of least divergence between the numbers and their levels. */
  ENTROPY;

  /** Of 100 numbers, how many a percentile keeps if nothing else is said. */
  public static final double PERCENT = 99.99;

  @Override
  public Range range(Distribution numbers, Integers integers) {
    return range(numbers, integers, PERCENT);
  }

  /** As {@link #range(Distribution, Integers)}; {@code percent} is for {@link #PERCENTILE}. */
  public Range range(Distribution numbers, Integers integers, double percent) {
    return switch (this) {
      case MIN_MAX -> numbers.range();
      case AVERAGE -> numbers.averageRange();
      case PERCENTILE, MSE, ENTROPY -> range(numbers.histogram(), integers, percent);
    };
  }

  /** For numbers that are one item. */
  Range range(Histogram numbers, Integers integers, double percent) {
    return switch (this) {
      case MIN_MAX, AVERAGE -> numbers.range();
      case PERCENTILE -> Percentile.range(numbers, percent);
      case MSE -> LeastError.range(numbers, integers);
      case ENTROPY -> LeastDivergence.range(numbers, integers);
    };
  }
}
