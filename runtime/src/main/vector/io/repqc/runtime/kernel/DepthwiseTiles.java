package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;

/** Sums over three lines of three taps, in a vector of channels. */
final class DepthwiseTiles {
  /** What a call writes behind the sums that it is asked for: they lack taps. */
  static final int MORE = 2;

  private static final int N = Vectors.COUNT;

  private DepthwiseTiles() {}

  /**
   * Sums of neighbouring columns, from the last one back to the first: each column is read once,
   * and adds to the sums of three.
   *
   * @param from the first tap of the first sum
   */
  static void sum(
      float[] x,
      int from,
      int line,
      int column,
      int count,
      float[] weights,
      int weightsAt,
      float[] sums,
      int sumsAt) {
    FloatVector a0 = Vectors.floats(weights, weightsAt);
    FloatVector a1 = Vectors.floats(weights, weightsAt + N);
    FloatVector a2 = Vectors.floats(weights, weightsAt + 2 * N);
    FloatVector b0 = Vectors.floats(weights, weightsAt + 3 * N);
    FloatVector b1 = Vectors.floats(weights, weightsAt + 4 * N);
    FloatVector b2 = Vectors.floats(weights, weightsAt + 5 * N);
    FloatVector c0 = Vectors.floats(weights, weightsAt + 6 * N);
    FloatVector c1 = Vectors.floats(weights, weightsAt + 7 * N);
    FloatVector c2 = Vectors.floats(weights, weightsAt + 8 * N);
    FloatVector own = Vectors.all(0);
    FloatVector next = own;
    int at = from + (count + MORE - 1) * column;
    for (int i = count + MORE - 1; i >= 0; i--) {
      FloatVector a = Vectors.floats(x, at);
      FloatVector b = Vectors.floats(x, at + line);
      FloatVector c = Vectors.floats(x, at + 2 * line);
      own = Vectors.plusProduct(own, a, a0);
      own = Vectors.plusProduct(own, b, b0);
      own = Vectors.plusProduct(own, c, c0);
      own.intoArray(sums, sumsAt + i * N);
      own = Vectors.plusProduct(next, a, a1);
      own = Vectors.plusProduct(own, b, b1);
      own = Vectors.plusProduct(own, c, c1);
      next = a.mul(a2);
      next = Vectors.plusProduct(next, b, b2);
      next = Vectors.plusProduct(next, c, c2);
      at -= column;
    }
  }

  static void add(float[] more, float[] sums, int sumsAt, int count) {
    for (int i = 0; i < count; i++) {
      sums[sumsAt + i] += more[i];
    }
  }
}
