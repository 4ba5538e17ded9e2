package io.repqc.runtime.kernel;

/** Makes floats of the weights of a vector of channels, which are stored a block apart. */
final class UnpackVector {
  private static final int BLOCK = TileConvolution.BLOCK;
  private static final Race RACE = new Race();

  private UnpackVector() {}

  /** To vectors that lie {@code step} apart. */
  static void run(byte[] weights, int from, int count, float[] floats, int to, int step) {
    if (RACE.isWon()) {
      inVectors(weights, from, count, floats, to, step);
      return;
    }
    boolean inVectors = RACE.isForVectors();
    long start = System.nanoTime();
    if (inVectors) {
      inVectors(weights, from, count, floats, to, step);
    } else {
      PlainTiles.unpack(weights, from, count, floats, to, step);
    }
    RACE.add(inVectors, System.nanoTime() - start, count);
  }

  private static void inVectors(
      byte[] weights, int from, int count, float[] floats, int to, int step) {
    for (int k = 0; k < count; k++) {
      Vectors.bytes(weights, from + k * BLOCK).intoArray(floats, to + k * step);
    }
  }
}
