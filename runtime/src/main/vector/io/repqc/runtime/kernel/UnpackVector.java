package io.repqc.runtime.kernel;

/** Makes floats of the weights of one vector of channels or two, which are stored a block apart. */
final class UnpackVector {
  private static final int BLOCK = TileConvolution.BLOCK;
  private static final int LANES = Vectors.COUNT;
  private static final Race RACE = new Race();

  private UnpackVector() {}

  /** Side by side where there are two vectors; those of {@code second} do not matter elsewhere. */
  static void run(
      byte[] weights, int first, int second, int count, float[] floats, int to, int width) {
    if (RACE.isWon()) {
      run(true, weights, first, second, count, floats, to, width);
      return;
    }
    boolean inVectors = RACE.isForVectors();
    long start = System.nanoTime();
    run(inVectors, weights, first, second, count, floats, to, width);
    RACE.add(inVectors, System.nanoTime() - start, count * width);
  }

  private static void run(
      boolean inVectors,
      byte[] weights,
      int first,
      int second,
      int count,
      float[] floats,
      int to,
      int width) {
    if (!inVectors) {
      PlainTiles.unpack(weights, first, count, floats, to, width);
      if (width > LANES) {
        PlainTiles.unpack(weights, second, count, floats, to + LANES, width);
      }
    } else if (width == LANES) {
      one(weights, first, count, floats, to);
    } else {
      two(weights, first, second, count, floats, to);
    }
  }

  private static void one(byte[] weights, int from, int count, float[] floats, int to) {
    for (int k = 0; k < count; k++) {
      Vectors.bytes(weights, from + k * BLOCK).intoArray(floats, to + k * LANES);
    }
  }

  private static void two(
      byte[] weights, int first, int second, int count, float[] floats, int to) {
    for (int k = 0; k < count; k++) {
      Vectors.bytes(weights, first + k * BLOCK).intoArray(floats, to + k * 2 * LANES);
      Vectors.bytes(weights, second + k * BLOCK).intoArray(floats, to + k * 2 * LANES + LANES);
    }
  }
}
