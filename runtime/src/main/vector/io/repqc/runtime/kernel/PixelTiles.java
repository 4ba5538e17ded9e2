package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Adds products to sums of the pixels of a strip from {@code first} on. A method has one loop, and
 * what it sums lies in memory before and after, since that is how the JVM keeps it in registers in
 * between.
 */
final class PixelTiles {
  private static final int N = Vectors.COUNT;

  /** Up to version 17, the JVM does not keep more sums in the registers of short vectors. */
  static final int MOST = N < 16 && Runtime.version().feature() <= 17 ? 5 : 6;

  /** As many pixels as are summed at once in one vector of channels. */
  static final int NARROW = 8;

  private PixelTiles() {}

  /** Six pixels, each with two vectors of channels. */
  static void six(
      Strip strip, int first, float[] x, int from, int count, float[] weights, int weightsAt) {
    int a = strip.x[first] + from;
    int b = strip.x[first + 1] + from;
    int c = strip.x[first + 2] + from;
    int d = strip.x[first + 3] + from;
    int e = strip.x[first + 4] + from;
    int f = strip.x[first + 5] + from;
    float[] sums = strip.sums;
    int at = strip.sumsAt + first * 2 * N;
    FloatVector a0 = Vectors.floats(sums, at);
    FloatVector a1 = Vectors.floats(sums, at + N);
    FloatVector b0 = Vectors.floats(sums, at + 2 * N);
    FloatVector b1 = Vectors.floats(sums, at + 3 * N);
    FloatVector c0 = Vectors.floats(sums, at + 4 * N);
    FloatVector c1 = Vectors.floats(sums, at + 5 * N);
    FloatVector d0 = Vectors.floats(sums, at + 6 * N);
    FloatVector d1 = Vectors.floats(sums, at + 7 * N);
    FloatVector e0 = Vectors.floats(sums, at + 8 * N);
    FloatVector e1 = Vectors.floats(sums, at + 9 * N);
    FloatVector f0 = Vectors.floats(sums, at + 10 * N);
    FloatVector f1 = Vectors.floats(sums, at + 11 * N);
    for (int k = 0; k < count; k++) {
      FloatVector w0 = Vectors.floats(weights, weightsAt + 2 * N * k);
      FloatVector w1 = Vectors.floats(weights, weightsAt + 2 * N * k + N);
      FloatVector ax = Vectors.all(x[a + k]);
      a0 = Vectors.plusProduct(a0, ax, w0);
      a1 = Vectors.plusProduct(a1, ax, w1);
      FloatVector bx = Vectors.all(x[b + k]);
      b0 = Vectors.plusProduct(b0, bx, w0);
      b1 = Vectors.plusProduct(b1, bx, w1);
      FloatVector cx = Vectors.all(x[c + k]);
      c0 = Vectors.plusProduct(c0, cx, w0);
      c1 = Vectors.plusProduct(c1, cx, w1);
      FloatVector dx = Vectors.all(x[d + k]);
      d0 = Vectors.plusProduct(d0, dx, w0);
      d1 = Vectors.plusProduct(d1, dx, w1);
      FloatVector ex = Vectors.all(x[e + k]);
      e0 = Vectors.plusProduct(e0, ex, w0);
      e1 = Vectors.plusProduct(e1, ex, w1);
      FloatVector fx = Vectors.all(x[f + k]);
      f0 = Vectors.plusProduct(f0, fx, w0);
      f1 = Vectors.plusProduct(f1, fx, w1);
    }
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

  /** Five of them. */
  static void five(
      Strip strip, int first, float[] x, int from, int count, float[] weights, int weightsAt) {
    int a = strip.x[first] + from;
    int b = strip.x[first + 1] + from;
    int c = strip.x[first + 2] + from;
    int d = strip.x[first + 3] + from;
    int e = strip.x[first + 4] + from;
    float[] sums = strip.sums;
    int at = strip.sumsAt + first * 2 * N;
    FloatVector a0 = Vectors.floats(sums, at);
    FloatVector a1 = Vectors.floats(sums, at + N);
    FloatVector b0 = Vectors.floats(sums, at + 2 * N);
    FloatVector b1 = Vectors.floats(sums, at + 3 * N);
    FloatVector c0 = Vectors.floats(sums, at + 4 * N);
    FloatVector c1 = Vectors.floats(sums, at + 5 * N);
    FloatVector d0 = Vectors.floats(sums, at + 6 * N);
    FloatVector d1 = Vectors.floats(sums, at + 7 * N);
    FloatVector e0 = Vectors.floats(sums, at + 8 * N);
    FloatVector e1 = Vectors.floats(sums, at + 9 * N);
    for (int k = 0; k < count; k++) {
      FloatVector w0 = Vectors.floats(weights, weightsAt + 2 * N * k);
      FloatVector w1 = Vectors.floats(weights, weightsAt + 2 * N * k + N);
      FloatVector ax = Vectors.all(x[a + k]);
      a0 = Vectors.plusProduct(a0, ax, w0);
      a1 = Vectors.plusProduct(a1, ax, w1);
      FloatVector bx = Vectors.all(x[b + k]);
      b0 = Vectors.plusProduct(b0, bx, w0);
      b1 = Vectors.plusProduct(b1, bx, w1);
      FloatVector cx = Vectors.all(x[c + k]);
      c0 = Vectors.plusProduct(c0, cx, w0);
      c1 = Vectors.plusProduct(c1, cx, w1);
      FloatVector dx = Vectors.all(x[d + k]);
      d0 = Vectors.plusProduct(d0, dx, w0);
      d1 = Vectors.plusProduct(d1, dx, w1);
      FloatVector ex = Vectors.all(x[e + k]);
      e0 = Vectors.plusProduct(e0, ex, w0);
      e1 = Vectors.plusProduct(e1, ex, w1);
    }
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
  }

  /** Four of them. */
  static void four(
      Strip strip, int first, float[] x, int from, int count, float[] weights, int weightsAt) {
    int a = strip.x[first] + from;
    int b = strip.x[first + 1] + from;
    int c = strip.x[first + 2] + from;
    int d = strip.x[first + 3] + from;
    float[] sums = strip.sums;
    int at = strip.sumsAt + first * 2 * N;
    FloatVector a0 = Vectors.floats(sums, at);
    FloatVector a1 = Vectors.floats(sums, at + N);
    FloatVector b0 = Vectors.floats(sums, at + 2 * N);
    FloatVector b1 = Vectors.floats(sums, at + 3 * N);
    FloatVector c0 = Vectors.floats(sums, at + 4 * N);
    FloatVector c1 = Vectors.floats(sums, at + 5 * N);
    FloatVector d0 = Vectors.floats(sums, at + 6 * N);
    FloatVector d1 = Vectors.floats(sums, at + 7 * N);
    for (int k = 0; k < count; k++) {
      FloatVector w0 = Vectors.floats(weights, weightsAt + 2 * N * k);
      FloatVector w1 = Vectors.floats(weights, weightsAt + 2 * N * k + N);
      FloatVector ax = Vectors.all(x[a + k]);
      a0 = Vectors.plusProduct(a0, ax, w0);
      a1 = Vectors.plusProduct(a1, ax, w1);
      FloatVector bx = Vectors.all(x[b + k]);
      b0 = Vectors.plusProduct(b0, bx, w0);
      b1 = Vectors.plusProduct(b1, bx, w1);
      FloatVector cx = Vectors.all(x[c + k]);
      c0 = Vectors.plusProduct(c0, cx, w0);
      c1 = Vectors.plusProduct(c1, cx, w1);
      FloatVector dx = Vectors.all(x[d + k]);
      d0 = Vectors.plusProduct(d0, dx, w0);
      d1 = Vectors.plusProduct(d1, dx, w1);
    }
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + N);
    b0.intoArray(sums, at + 2 * N);
    b1.intoArray(sums, at + 3 * N);
    c0.intoArray(sums, at + 4 * N);
    c1.intoArray(sums, at + 5 * N);
    d0.intoArray(sums, at + 6 * N);
    d1.intoArray(sums, at + 7 * N);
  }

  /** Eight pixels, each with one vector of channels. */
  static void eightNarrow(
      Strip strip, int first, float[] x, int from, int count, float[] weights, int weightsAt) {
    int a = strip.x[first] + from;
    int b = strip.x[first + 1] + from;
    int c = strip.x[first + 2] + from;
    int d = strip.x[first + 3] + from;
    int e = strip.x[first + 4] + from;
    int f = strip.x[first + 5] + from;
    int g = strip.x[first + 6] + from;
    int h = strip.x[first + 7] + from;
    float[] sums = strip.sums;
    int at = strip.sumsAt + first * N;
    FloatVector a0 = Vectors.floats(sums, at);
    FloatVector b0 = Vectors.floats(sums, at + N);
    FloatVector c0 = Vectors.floats(sums, at + 2 * N);
    FloatVector d0 = Vectors.floats(sums, at + 3 * N);
    FloatVector e0 = Vectors.floats(sums, at + 4 * N);
    FloatVector f0 = Vectors.floats(sums, at + 5 * N);
    FloatVector g0 = Vectors.floats(sums, at + 6 * N);
    FloatVector h0 = Vectors.floats(sums, at + 7 * N);
    for (int k = 0; k < count; k++) {
      FloatVector w = Vectors.floats(weights, weightsAt + N * k);
      a0 = Vectors.plusProduct(a0, Vectors.all(x[a + k]), w);
      b0 = Vectors.plusProduct(b0, Vectors.all(x[b + k]), w);
      c0 = Vectors.plusProduct(c0, Vectors.all(x[c + k]), w);
      d0 = Vectors.plusProduct(d0, Vectors.all(x[d + k]), w);
      e0 = Vectors.plusProduct(e0, Vectors.all(x[e + k]), w);
      f0 = Vectors.plusProduct(f0, Vectors.all(x[f + k]), w);
      g0 = Vectors.plusProduct(g0, Vectors.all(x[g + k]), w);
      h0 = Vectors.plusProduct(h0, Vectors.all(x[h + k]), w);
    }
    a0.intoArray(sums, at);
    b0.intoArray(sums, at + N);
    c0.intoArray(sums, at + 2 * N);
    d0.intoArray(sums, at + 3 * N);
    e0.intoArray(sums, at + 4 * N);
    f0.intoArray(sums, at + 5 * N);
    g0.intoArray(sums, at + 6 * N);
    h0.intoArray(sums, at + 7 * N);
  }

  /** One pixel, with weights 16 apart as they are stored, whose sums are split. */
  static void one(
      Strip strip, float[] x, int from, int count, byte[] weights, int first, int second) {
    int a = strip.x[0] + from;
    float[] sums = strip.sums;
    int at = strip.sumsAt;
    FloatVector a0 = Vectors.floats(sums, at);
    FloatVector a1 = Vectors.floats(sums, at + N);
    FloatVector b0 = Vectors.all(0);
    FloatVector b1 = Vectors.all(0);
    int pairs = count / 2;
    for (int k = 0; k < pairs; k++) {
      FloatVector ax = Vectors.all(x[a + 2 * k]);
      a0 = Vectors.plusProduct(a0, ax, Vectors.bytes(weights, first + 32 * k));
      a1 = Vectors.plusProduct(a1, ax, Vectors.bytes(weights, second + 32 * k));
      FloatVector bx = Vectors.all(x[a + 2 * k + 1]);
      b0 = Vectors.plusProduct(b0, bx, Vectors.bytes(weights, first + 32 * k + 16));
      b1 = Vectors.plusProduct(b1, bx, Vectors.bytes(weights, second + 32 * k + 16));
    }
    if (count % 2 != 0) {
      FloatVector ax = Vectors.all(x[a + 2 * pairs]);
      a0 = Vectors.plusProduct(a0, ax, Vectors.bytes(weights, first + 32 * pairs));
      a1 = Vectors.plusProduct(a1, ax, Vectors.bytes(weights, second + 32 * pairs));
    }
    a0.add(b0).intoArray(sums, at);
    a1.add(b1).intoArray(sums, at + N);
  }
}
