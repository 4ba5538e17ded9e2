package io.repqc.passes.observe;

import io.repqc.ir.op.Levels;
import java.util.Arrays;

/**
 * What levels cost some numbers: the sum of the squared differences between each and its nearest
 * level. The numbers of one level lie side by side, so that sums over them are differences of sums.
 */
final class RoundingError {
  private final double[] numbers;

  /** Sums over the numbers before each: how many, of the numbers, of their squares. */
  private final double[] counts;

  private final double[] sums;
  private final double[] squares;

  RoundingError(Histogram histogram) {
    int size = histogram.size();
    numbers = new double[size];
    counts = new double[size + 1];
    sums = new double[size + 1];
    squares = new double[size + 1];
    for (int i = 0; i < size; i++) {
      double number = histogram.centre(i);
      numbers[i] = number;
      counts[i + 1] = counts[i] + histogram.counts()[i];
      sums[i + 1] = sums[i] + histogram.counts()[i] * number;
      squares[i + 1] = squares[i] + histogram.counts()[i] * (number * number);
    }
  }

  double of(Levels levels) {
    double error = 0;
    for (int from = 0, to; from < numbers.length; from = to) {
      int level = levels.nearest(numbers[from]);
      to = level == levels.maximum() ? numbers.length : firstBeyond(from, level, levels);
      error += of(from, to, levels.scale() * (double) (level - levels.zeroPoint()));
    }
    return error;
  }

  /** The first number after {@code from} that is nearer to the next level. */
  private int firstBeyond(int from, int level, Levels levels) {
    double border = levels.scale() * (level - levels.zeroPoint() + 0.5);
    int found = Arrays.binarySearch(numbers, from, numbers.length, border);
    return Math.max(from + 1, found < 0 ? -found - 1 : found);
  }

  /** Of numbers that all become {@code real}. */
  private double of(int from, int to, double real) {
    if (to == from + 1) {
      double difference = numbers[from] - real;
      return (counts[to] - counts[from]) * (difference * difference);
    }
    return squares[to]
        - squares[from]
        - 2 * real * (sums[to] - sums[from])
        + real * real * (counts[to] - counts[from]);
  }
}
