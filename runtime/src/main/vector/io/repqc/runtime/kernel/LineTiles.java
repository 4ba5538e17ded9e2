package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Sums of products, as of {@link PixelTiles}, over short lines of levels that lie apart: a loop for
 * each of them would hardly have begun when it ends.
 */
final class LineTiles {
  /** Longer lines are faster one by one. */
  static final int LONGEST = 20;

  private static final int N = Vectors.COUNT;

  private LineTiles() {}

  /**
   * Six pixels, each with two vectors of channels.
   *
   * @param count of products in all
   * @param apart from one line to the next
   */
  static void six(
      Strip strip,
      int first,
      float[] x,
      int count,
      int length,
      int apart,
      float[] weights,
      int weightsAt) {
    int a = strip.x[first];
    int b = strip.x[first + 1];
    int c = strip.x[first + 2];
    int d = strip.x[first + 3];
    int e = strip.x[first + 4];
    int f = strip.x[first + 5];
    FloatVector a0 = Vectors.all(0);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector e0 = a0;
    FloatVector e1 = a0;
    FloatVector f0 = a0;
    FloatVector f1 = a0;
    int place = 0;
    int left = length;
    for (int k = 0; k < count; k++) {
      FloatVector w0 = Vectors.floats(weights, weightsAt + 2 * N * k);
      FloatVector w1 = Vectors.floats(weights, weightsAt + 2 * N * k + N);
      FloatVector ax = Vectors.all(x[a + place]);
      a0 = Vectors.plusProduct(a0, ax, w0);
      a1 = Vectors.plusProduct(a1, ax, w1);
      FloatVector bx = Vectors.all(x[b + place]);
      b0 = Vectors.plusProduct(b0, bx, w0);
      b1 = Vectors.plusProduct(b1, bx, w1);
      FloatVector cx = Vectors.all(x[c + place]);
      c0 = Vectors.plusProduct(c0, cx, w0);
      c1 = Vectors.plusProduct(c1, cx, w1);
      FloatVector dx = Vectors.all(x[d + place]);
      d0 = Vectors.plusProduct(d0, dx, w0);
      d1 = Vectors.plusProduct(d1, dx, w1);
      FloatVector ex = Vectors.all(x[e + place]);
      e0 = Vectors.plusProduct(e0, ex, w0);
      e1 = Vectors.plusProduct(e1, ex, w1);
      FloatVector fx = Vectors.all(x[f + place]);
      f0 = Vectors.plusProduct(f0, fx, w0);
      f1 = Vectors.plusProduct(f1, fx, w1);
      place++;
      left--;
      if (left == 0) {
        left = length;
        place += apart - length;
      }
    }
    float[] sums = strip.sums;
    int at = strip.sumsAt + first * 2 * N;
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + N);
    b0.intoArray(sums, at + 2 * N);
    b1.intoArray(sums, at + 3 * N);
    c0.intoArray(sums, at + 4 * N);
    c1.intoArray(sums, at + 5 * N);
    d0.intoArray(sums, at + 6 * N);
    d1.intoArray(sums, at + 7 * N);
    e0.intoArray(sums, at + 8 * N);
    e1.intoArray(sums, at + 9 * N);
    f0.intoArray(sums, at + 10 * N);
    f1.intoArray(sums, at + 11 * N);
  }

  /** Eight pixels, each with one vector of channels. */
  static void eightNarrow(
      Strip strip,
      int first,
      float[] x,
      int count,
      int length,
      int apart,
      float[] weights,
      int weightsAt) {
    int a = strip.x[first];
    int b = strip.x[first + 1];
    int c = strip.x[first + 2];
    int d = strip.x[first + 3];
    int e = strip.x[first + 4];
    int f = strip.x[first + 5];
    int g = strip.x[first + 6];
    int h = strip.x[first + 7];
    FloatVector a0 = Vectors.all(0);
    FloatVector b0 = a0;
    FloatVector c0 = a0;
    FloatVector d0 = a0;
    FloatVector e0 = a0;
    FloatVector f0 = a0;
    FloatVector g0 = a0;
    FloatVector h0 = a0;
    int place = 0;
    int left = length;
    for (int k = 0; k < count; k++) {
      FloatVector w0 = Vectors.floats(weights, weightsAt + N * k);
      FloatVector ax = Vectors.all(x[a + place]);
      a0 = Vectors.plusProduct(a0, ax, w0);
      FloatVector bx = Vectors.all(x[b + place]);
      b0 = Vectors.plusProduct(b0, bx, w0);
      FloatVector cx = Vectors.all(x[c + place]);
      c0 = Vectors.plusProduct(c0, cx, w0);
      FloatVector dx = Vectors.all(x[d + place]);
      d0 = Vectors.plusProduct(d0, dx, w0);
      FloatVector ex = Vectors.all(x[e + place]);
      e0 = Vectors.plusProduct(e0, ex, w0);
      FloatVector fx = Vectors.all(x[f + place]);
      f0 = Vectors.plusProduct(f0, fx, w0);
      FloatVector gx = Vectors.all(x[g + place]);
      g0 = Vectors.plusProduct(g0, gx, w0);
      FloatVector hx = Vectors.all(x[h + place]);
      h0 = Vectors.plusProduct(h0, hx, w0);
      place++;
      left--;
      if (left == 0) {
        left = length;
        place += apart - length;
      }
    }
    float[] sums = strip.sums;
    int at = strip.sumsAt + first * N;
    a0.intoArray(sums, at);
    b0.intoArray(sums, at + N);
    c0.intoArray(sums, at + 2 * N);
    d0.intoArray(sums, at + 3 * N);
    e0.intoArray(sums, at + 4 * N);
    f0.intoArray(sums, at + 5 * N);
    g0.intoArray(sums, at + 6 * N);
    h0.intoArray(sums, at + 7 * N);
  }
}
