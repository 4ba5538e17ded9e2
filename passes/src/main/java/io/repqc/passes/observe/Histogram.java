package io.repqc.passes.observe;

import io.repqc.ir.op.Levels;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/** How many numbers lie in each of some intervals; intervals and their ends are in order. */
record Histogram(float[] from, float[] to, long[] counts) {

  /** Each number an interval of its own. */
  static Histogram of(float[] numbers) {
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    long[] ones = new long[sorted.length];
    Arrays.fill(ones, 1);
    return new Histogram(sorted, sorted, ones);
  }

  int size() {
    return counts.length;
  }

  long count() {
    return LongStream.of(counts).sum();
  }

  /** The number that stands for those of an interval. */
  double centre(int interval) {
    return ((double) from[interval] + to[interval]) / 2;
  }

  /** What a function of the numbers is on average, zero if there are none. */
  double mean(DoubleUnaryOperator function) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * function.applyAsDouble(centre(i));
    }
    return sum / Math.max(1, count());
  }

  /** All numbers, and zero. */
  Range range() {
    return size() == 0 ? Range.ZERO : Range.covering(from[0], to[size() - 1]);
  }

  /** How many numbers lie beyond the outermost levels by half a step or more. */
  long clipped(Levels levels) {
    double low = levels.scale() * (levels.minimum() - levels.zeroPoint() - 0.5);
    double high = levels.scale() * (levels.maximum() - levels.zeroPoint() + 0.5);
    long clipped = 0;
    for (int i = 0; i < counts.length; i++) {
      clipped += centre(i) <= low || centre(i) >= high ? counts[i] : 0;
    }
    return clipped;
  }
}
