package io.repqc.runtime.kernel;

/** What kernels for vectors do without them, as long as the JVM has not compiled those. */
final class PlainTiles {
  private static final int LANES = Vectors.COUNT;
  private static final int BLOCK = TileConvolution.BLOCK;

  private PlainTiles() {}

  /** Adds products to the sums of one pixel, whose channels fill one vector or two. */
  static void add(
      float[] x,
      int at,
      int count,
      float[] weights,
      int weightsAt,
      float[] sums,
      int sumsAt,
      int width) {
    for (int k = 0; k < count; k++) {
      float level = x[at + k];
      for (int i = 0; i < width; i++) {
        sums[sumsAt + i] += level * weights[weightsAt + k * width + i];
      }
    }
  }

  /** The same of one vector, with weights as they are stored. */
  static void add(
      float[] x, int at, int count, byte[] weights, int weightsAt, float[] sums, int sumsAt) {
    for (int k = 0; k < count; k++) {
      float level = x[at + k];
      for (int i = 0; i < LANES; i++) {
        sums[sumsAt + i] += level * weights[weightsAt + k * BLOCK + i];
      }
    }
  }

  /** Sums over the taps of one pixel, for a vector of channels. */
  static void sum(
      float[] x, int at, int[] places, float[] weights, int weightsAt, float[] sums, int sumsAt) {
    for (int i = 0; i < LANES; i++) {
      sums[sumsAt + i] = 0;
    }
    for (int k = 0; k < places.length; k++) {
      int from = at + places[k];
      for (int i = 0; i < LANES; i++) {
        sums[sumsAt + i] += x[from + i] * weights[weightsAt + k * LANES + i];
      }
    }
  }

  /** Vectors of weights as floats, {@code step} apart; they are stored a block apart. */
  static void unpack(byte[] weights, int from, int count, float[] floats, int to, int step) {
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < LANES; i++) {
        floats[to + k * step + i] = weights[from + k * BLOCK + i];
      }
    }
  }
}
