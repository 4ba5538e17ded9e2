package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Adds products to sums of some pixels, each with two vectors of channels. A method has one loop,
 * and what it sums lies in memory before and after, since that is how the JVM keeps it in registers
 * in between.
 */
final class PixelTiles {
  private static final int N = Vectors.COUNT;

  private PixelTiles() {}

  static void six(
      float[] x, int[] at, int from, int count, float[] weights, int weightsAt, float[] sums) {
    int a = at[0] + from;
    int b = at[1] + from;
    int c = at[2] + from;
    int d = at[3] + from;
    int e = at[4] + from;
    int f = at[5] + from;
    FloatVector a0 = Vectors.floats(sums, 0);
    FloatVector a1 = Vectors.floats(sums, 1 * N);
    FloatVector b0 = Vectors.floats(sums, 2 * N);
    FloatVector b1 = Vectors.floats(sums, 3 * N);
    FloatVector c0 = Vectors.floats(sums, 4 * N);
    FloatVector c1 = Vectors.floats(sums, 5 * N);
    FloatVector d0 = Vectors.floats(sums, 6 * N);
    FloatVector d1 = Vectors.floats(sums, 7 * N);
    FloatVector e0 = Vectors.floats(sums, 8 * N);
    FloatVector e1 = Vectors.floats(sums, 9 * N);
    FloatVector f0 = Vectors.floats(sums, 10 * N);
    FloatVector f1 = Vectors.floats(sums, 11 * N);
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
    a0.intoArray(sums, 0);
    a1.intoArray(sums, 1 * N);
    b0.intoArray(sums, 2 * N);
    b1.intoArray(sums, 3 * N);
    c0.intoArray(sums, 4 * N);
    c1.intoArray(sums, 5 * N);
    d0.intoArray(sums, 6 * N);
    d1.intoArray(sums, 7 * N);
    e0.intoArray(sums, 8 * N);
    e1.intoArray(sums, 9 * N);
    f0.intoArray(sums, 10 * N);
    f1.intoArray(sums, 11 * N);
  }

  static void five(
      float[] x, int[] at, int from, int count, float[] weights, int weightsAt, float[] sums) {
    int a = at[0] + from;
    int b = at[1] + from;
    int c = at[2] + from;
    int d = at[3] + from;
    int e = at[4] + from;
    FloatVector a0 = Vectors.floats(sums, 0);
    FloatVector a1 = Vectors.floats(sums, 1 * N);
    FloatVector b0 = Vectors.floats(sums, 2 * N);
    FloatVector b1 = Vectors.floats(sums, 3 * N);
    FloatVector c0 = Vectors.floats(sums, 4 * N);
    FloatVector c1 = Vectors.floats(sums, 5 * N);
    FloatVector d0 = Vectors.floats(sums, 6 * N);
    FloatVector d1 = Vectors.floats(sums, 7 * N);
    FloatVector e0 = Vectors.floats(sums, 8 * N);
    FloatVector e1 = Vectors.floats(sums, 9 * N);
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
    a0.intoArray(sums, 0);
    a1.intoArray(sums, 1 * N);
    b0.intoArray(sums, 2 * N);
    b1.intoArray(sums, 3 * N);
    c0.intoArray(sums, 4 * N);
    c1.intoArray(sums, 5 * N);
    d0.intoArray(sums, 6 * N);
    d1.intoArray(sums, 7 * N);
    e0.intoArray(sums, 8 * N);
    e1.intoArray(sums, 9 * N);
  }

  static void four(
      float[] x, int[] at, int from, int count, float[] weights, int weightsAt, float[] sums) {
    int a = at[0] + from;
    int b = at[1] + from;
    int c = at[2] + from;
    int d = at[3] + from;
    FloatVector a0 = Vectors.floats(sums, 0);
    FloatVector a1 = Vectors.floats(sums, 1 * N);
    FloatVector b0 = Vectors.floats(sums, 2 * N);
    FloatVector b1 = Vectors.floats(sums, 3 * N);
    FloatVector c0 = Vectors.floats(sums, 4 * N);
    FloatVector c1 = Vectors.floats(sums, 5 * N);
    FloatVector d0 = Vectors.floats(sums, 6 * N);
    FloatVector d1 = Vectors.floats(sums, 7 * N);
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
    a0.intoArray(sums, 0);
    a1.intoArray(sums, 1 * N);
    b0.intoArray(sums, 2 * N);
    b1.intoArray(sums, 3 * N);
    c0.intoArray(sums, 4 * N);
    c1.intoArray(sums, 5 * N);
    d0.intoArray(sums, 6 * N);
    d1.intoArray(sums, 7 * N);
  }

  /** One pixel, with weights 16 apart as they are stored, whose sums are split. */
  static void one(
      float[] x, int at, int count, byte[] weights, int first, int second, float[] sums) {
    FloatVector a0 = Vectors.floats(sums, 0);
    FloatVector a1 = Vectors.floats(sums, N);
    FloatVector b0 = Vectors.all(0);
    FloatVector b1 = Vectors.all(0);
    int pairs = count / 2;
    for (int k = 0; k < pairs; k++) {
      FloatVector ax = Vectors.all(x[at + 2 * k]);
      a0 = Vectors.plusProduct(a0, ax, Vectors.bytes(weights, first + 32 * k));
      a1 = Vectors.plusProduct(a1, ax, Vectors.bytes(weights, second + 32 * k));
      FloatVector bx = Vectors.all(x[at + 2 * k + 1]);
      b0 = Vectors.plusProduct(b0, bx, Vectors.bytes(weights, first + 32 * k + 16));
      b1 = Vectors.plusProduct(b1, bx, Vectors.bytes(weights, second + 32 * k + 16));
    }
    if (count % 2 != 0) {
      FloatVector ax = Vectors.all(x[at + 2 * pairs]);
      a0 = Vectors.plusProduct(a0, ax, Vectors.bytes(weights, first + 32 * pairs));
      a1 = Vectors.plusProduct(a1, ax, Vectors.bytes(weights, second + 32 * pairs));
    }
    a0.add(b0).intoArray(sums, 0);
    a1.add(b1).intoArray(sums, N);
  }
}
