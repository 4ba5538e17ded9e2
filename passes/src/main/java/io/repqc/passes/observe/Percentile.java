package io.repqc.passes.observe;

import io.repqc.ir.ModelException;

/** The range of the numbers that are nearest to zero. */
final class Percentile {
  private Percentile() {}

  /** At least {@code percent} of 100 numbers lie in the range. */
  static Range range(Histogram numbers, double percent) {
    ModelException.check(
        percent > 0 && percent <= 100,
        "a percentile is more than 0 and at most 100; found %s",
        percent);
    long most = (long) Math.floor(numbers.count() * (1 - percent / 100));
    return numbers.range().within(magnitudeWithout(numbers, most));
  }

  /** The least magnitude that at most {@code most} numbers exceed. */
  private static double magnitudeWithout(Histogram numbers, long most) {
    int first = 0;
    int last = numbers.size() - 1;
    long left = most;
    while (first <= last) {
      boolean isNegative = -numbers.from()[first] > numbers.to()[last];
      int farthest = isNegative ? first++ : last--;
      left -= numbers.counts()[farthest];
      if (left < 0) {
        return isNegative ? -numbers.from()[farthest] : numbers.to()[farthest];
      }
    }
    return 0;
  }
}
