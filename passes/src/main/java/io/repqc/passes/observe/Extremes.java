package io.repqc.passes.observe;

import java.util.Arrays;

/** The least and the largest number of each item, in the order of the items. */
final class Extremes {
  /** How much an item counts, compared with the next one: as usual in training. */
  private static final double MEMORY = 0.99;

  private float[] lows = new float[16];
  private float[] highs = new float[16];
  private int items;

  void add(float low, float high) {
    grow(items + 1);
    lows[items] = low;
    highs[items++] = high;
  }

  void addAll(Extremes other) {
    int count = other.items;
    grow(items + count);
    System.arraycopy(other.lows, 0, lows, items, count);
    System.arraycopy(other.highs, 0, highs, items, count);
    items += count;
  }

  private void grow(int least) {
    if (least > lows.length) {
      int length = Math.max(least, 2 * lows.length);
      lows = Arrays.copyOf(lows, length);
      highs = Arrays.copyOf(highs, length);
    }
  }

  float low() {
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < items; i++) {
      least = Math.min(least, lows[i]);
    }
    return least;
  }

  float high() {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < items; i++) {
      largest = Math.max(largest, highs[i]);
    }
    return largest;
  }

  Range range() {
    return items == 0 ? Range.ZERO : Range.covering(low(), high());
  }

  Range averageRange() {
    return items == 0 ? Range.ZERO : Range.covering(average(lows), average(highs));
  }

  /** The moving average, divided by the sum of the weights so that the first item has no extra. */
  private double average(float[] numbers) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < items; i++) {
      sum = MEMORY * sum + numbers[i];
      weight = MEMORY * weight + 1;
    }
    return sum / weight;
  }
}
