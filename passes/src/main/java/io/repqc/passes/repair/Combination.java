package io.repqc.passes.repair;

/**
 * Sums of arrays times numbers, four at a time: C2 vectorizes a loop over separate arrays with at
 * most four products in its statement.
 */
final class Combination {
  private static final int TERMS = 4;

  private Combination() {}

  /**
   * To each of {@code sums} adds its factors times the {@code count} arrays from {@code first} on,
   * of which it reads as many elements as it has, from {@code offset} on.
   */
  static void add(
      float[][] sums, float[][] factors, float[][] arrays, int first, int count, int offset) {
    int k = 0;
    for (; k + TERMS <= count; k += TERMS) {
      for (int i = 0; i < sums.length; i++) {
        addFour(sums[i], factors[i], k, arrays, first + k, offset);
      }
    }
    for (; k < count; k++) {
      for (int i = 0; i < sums.length; i++) {
        addOne(sums[i], factors[i][k], arrays[first + k], offset);
      }
    }
  }

  private static void addFour(
      float[] sum, float[] factors, int k, float[][] arrays, int at, int offset) {
    float p = factors[k];
    float q = factors[k + 1];
    float r = factors[k + 2];
    float s = factors[k + 3];
    float[] a = arrays[at];
    float[] b = arrays[at + 1];
    float[] c = arrays[at + 2];
    float[] d = arrays[at + 3];
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (p * a[offset + i] + q * b[offset + i]) + (r * c[offset + i] + s * d[offset + i]);
    }
  }

  private static void addOne(float[] sum, float factor, float[] array, int offset) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * array[offset + i];
    }
  }
}
