package io.repqc.cli.picture;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers from {@code least} to {@code largest} along a line from {@code start} to {@code end} in a
 * picture, with ticks at round numbers.
 */
record Axis(double least, double largest, double start, double end, BigDecimal step) {
  /** By how much of a step numbers may be off by rounding. */
  private static final double SLACK = 1e-6;

  private static final int[] ROUND = {1, 2, 5};

  /**
   * An axis that begins and ends at ticks around the numbers, of which there are about {@code
   * ticks}.
   */
  static Axis around(List<Double> numbers, int ticks, double start, double end) {
    double least = numbers.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double largest = numbers.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double width = largest - least;
    if (width <= Math.ulp((float) Math.max(Math.abs(least), Math.abs(largest)))) {
      width = Math.max(Math.abs(largest), 1);
      least -= width / 2;
    }
    BigDecimal step = round(width / ticks);
    double size = step.doubleValue();
    double first = Math.floor(least / size + SLACK);
    double last = Math.ceil((least + width) / size - SLACK);
    return new Axis(first * size, last * size, start, end, step);
  }

  /** An axis from nothing to a whole number, with ticks at whole numbers. */
  static Axis upTo(int largest, int ticks, double start, double end) {
    BigDecimal step = round((double) largest / ticks).max(BigDecimal.ONE);
    return new Axis(0, largest, start, end, step);
  }

  /** The least of 1, 2, 5, 10 times a power of ten that is not below a number. */
  private static BigDecimal round(double number) {
    int power = (int) Math.floor(Math.log10(number));
    for (int digit : ROUND) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
      if (step.doubleValue() >= number * (1 - SLACK)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }

  double place(double number) {
    return start + (end - start) * (number - least) / (largest - least);
  }

  List<BigDecimal> ticks() {
    List<BigDecimal> ticks = new ArrayList<>();
    long first = Math.round(least / step.doubleValue());
    long last = (long) Math.floor(largest / step.doubleValue() + SLACK);
    for (long i = first; i <= last; i++) {
      ticks.add(step.multiply(BigDecimal.valueOf(i)));
    }
    return ticks;
  }
}
