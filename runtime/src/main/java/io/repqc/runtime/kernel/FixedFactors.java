package io.repqc.runtime.kernel;

/** Factors {@code multiplier / 2^right}, two numbers each; ties go upward. */
public record FixedFactors(int[] factors) implements Factors {
  @Override
  public int rounded(int sum, int index, int lowest, int highest) {
    int right = factors[2 * index + 1];
    long product = (long) sum * factors[2 * index] + (1L << (right - 1));
    return (int) Math.min(Math.max(product >> right, lowest), highest);
  }
}
