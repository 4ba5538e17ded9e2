package io.repqc.runtime.kernel;

/** Factors in floats; products are rounded to the nearest integer, ties to even. */
public record OnnxFactors(float[] factors) implements Factors {
  /** 1.5 * 2^23: the next float is 1 away. */
  private static final float ALL_FRACTIONS_END = 12582912;

  private static final int ITS_BITS = 0x4B400000;

  @Override
  public int rounded(int sum, int index, int lowest, int highest) {
    return nearest(sum * factors[index], lowest, highest);
  }

  /** The nearest integer within bounds whose magnitude is below 2^17. */
  static int nearest(float product, float lowest, float highest) {
    float above = product < lowest ? lowest : product;
    float within = above > highest ? highest : above;
    return Float.floatToRawIntBits(within + ALL_FRACTIONS_END) - ITS_BITS;
  }
}
