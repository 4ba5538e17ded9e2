package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;

/** Sums over the taps of some pixels, in a vector of channels. */
final class DepthwiseTiles {
  /** As many as one loop sums. */
  static final int PIXELS = 6;

  private static final int N = Vectors.COUNT;

  private DepthwiseTiles() {}

  static void six(
      Strip strip,
      int first,
      float[] x,
      int channel,
      int[] places,
      float[] weights,
      int weightsAt) {
    int[] at = strip.x;
    float[] sums = strip.sums;
    int sumsAt = first * N;
    int a = at[first] + channel;
    int b = at[first + 1] + channel;
    int c = at[first + 2] + channel;
    int d = at[first + 3] + channel;
    int e = at[first + 4] + channel;
    int f = at[first + 5] + channel;
    FloatVector a0 = Vectors.all(0);
    FloatVector b0 = a0;
    FloatVector c0 = a0;
    FloatVector d0 = a0;
    FloatVector e0 = a0;
    FloatVector f0 = a0;
    for (int k = 0; k < places.length; k++) {
      int place = places[k];
      FloatVector w = Vectors.floats(weights, weightsAt + N * k);
      a0 = Vectors.plusProduct(a0, Vectors.floats(x, a + place), w);
      b0 = Vectors.plusProduct(b0, Vectors.floats(x, b + place), w);
      c0 = Vectors.plusProduct(c0, Vectors.floats(x, c + place), w);
      d0 = Vectors.plusProduct(d0, Vectors.floats(x, d + place), w);
      e0 = Vectors.plusProduct(e0, Vectors.floats(x, e + place), w);
      f0 = Vectors.plusProduct(f0, Vectors.floats(x, f + place), w);
    }
    a0.intoArray(sums, sumsAt);
    b0.intoArray(sums, sumsAt + N);
    c0.intoArray(sums, sumsAt + 2 * N);
    d0.intoArray(sums, sumsAt + 3 * N);
    e0.intoArray(sums, sumsAt + 4 * N);
    f0.intoArray(sums, sumsAt + 5 * N);
  }
}
