package io.repqc.passes.fuse;

import java.util.Locale;

/**
 * The largest magnitude that a sum of integers can reach in any order, partial sums included.
 *
 * @param largest the sum of the magnitudes of all its terms
 * @param account how it comes about, in words
 */
public record Bound(double largest, String account) {

  /** Products of fixed weights, of which {@code weights} is the sum of magnitudes, and a bias. */
  static Bound ofProducts(int terms, double weights, double reach, double bias) {
    return new Bound(
        weights * reach + bias,
        String.format(
            Locale.ROOT,
            "%,d weights with the magnitudes' sum %,.0f, inputs of up to %,.0f steps, a bias of %,.0f",
            terms,
            weights,
            reach,
            bias));
  }

  /** So many terms of a magnitude up to {@code each}. */
  static Bound ofTerms(double count, double each) {
    return new Bound(
        count * each, String.format(Locale.ROOT, "%,.0f terms of up to %,.0f", count, each));
  }

  /** Whether an i32 holds it. */
  public boolean fits() {
    return largest <= Integer.MAX_VALUE;
  }
}
