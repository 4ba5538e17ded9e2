package io.repqc.runtime.kernel;

/**
 * Factors {@code 2^left * multiplier / 2^31 / 2^right}, three numbers each: the high half of the
 * doubled product, ties upward; then that by 2^right, ties away from zero.
 */
public record TfliteFactors(int[] factors) implements Factors {
  @Override
  public int rounded(int sum, int index, int lowest, int highest) {
    long shifted = (long) sum << factors[3 * index + 1];
    shifted = Math.min(Math.max(shifted, Integer.MIN_VALUE), Integer.MAX_VALUE);
    long high = (shifted * factors[3 * index] + (1L << 30)) >> 31;
    int right = factors[3 * index + 2];
    long half = right > 0 ? 1L << (right - 1) : 0;
    long nearest = high < 0 ? -((half - high) >> right) : (half + high) >> right;
    return (int) Math.min(Math.max(nearest, lowest), highest);
  }
}
