package io.repqc.runtime.kernel;

/** {@link TileDepthwise} in vectors. */
public final class TileDepthwiseVector {
  private static final int BLOCK = TileDepthwise.BLOCK;
  private static final int LANES = Vectors.COUNT;
  private static final Race STRIPS = new Race();

  private final TileDepthwise s;
  private final float[] x;
  private final float[] memory;
  private final int memoryAt;
  private final Strip strip;

  private TileDepthwiseVector(
      TileDepthwise s,
      FinishWith with,
      float[] x,
      float[] other,
      Object y,
      float[] memory,
      int memoryAt) {
    this.s = s;
    this.x = x;
    this.memory = memory;
    this.memoryAt = memoryAt;
    this.strip = new Strip(s, s.finish(), with, other, y);
  }

  public static void run(
      TileDepthwise s,
      FinishWith with,
      float[] x,
      int xAt,
      byte[] weights,
      int weightsAt,
      float[] other,
      int otherAt,
      Object y,
      int yAt,
      float[] memory,
      int memoryAt) {
    if (!Vectors.FIT) {
      s.run(with, x, xAt, weights, weightsAt, other, otherAt, y, yAt, memory, memoryAt);
      return;
    }
    unpack(s, weights, weightsAt, memory, memoryAt);
    TileDepthwiseVector run = new TileDepthwiseVector(s, with, x, other, y, memory, memoryAt);
    for (int image = 0; image < s.images(); image++) {
      run.strip.begin(
          xAt + image * s.xImage(), otherAt + image * s.otherImage(), yAt + image * s.yImage());
      run.runImage();
    }
  }

  /** To [channels / lanes][taps][lanes]. */
  private static void unpack(
      TileDepthwise s, byte[] weights, int weightsAt, float[] floats, int floatsAt) {
    int taps = s.places().length;
    int to = floatsAt;
    for (int channel = 0; channel < s.channels(); channel += LANES) {
      int from = weightsAt + channel / BLOCK * BLOCK * taps + channel % BLOCK;
      UnpackVector.run(weights, from, taps, floats, to, LANES);
      to += taps * LANES;
    }
  }

  private void runImage() {
    for (int left = s.rows() * s.columns(); left > 0; left -= Strip.MOST) {
      int pixels = Math.min(left, Strip.MOST);
      strip.next(pixels);
      runStrip(pixels);
    }
  }

  private void runStrip(int pixels) {
    if (STRIPS.isWon()) {
      runStrip(true, pixels);
      return;
    }
    boolean inVectors = STRIPS.isForVectors();
    long start = System.nanoTime();
    runStrip(inVectors, pixels);
    STRIPS.add(inVectors, System.nanoTime() - start, pixels * s.channels() * s.places().length);
  }

  private void runStrip(boolean inVectors, int pixels) {
    boolean areCollected = !inVectors || s.floats() == 0;
    for (int channel = 0; channel < s.channels(); channel += LANES) {
      if (areCollected) {
        strip.clear(true, LANES);
      }
      sum(inVectors, pixels, channel);
      if (areCollected) {
        strip.collect(LANES);
      }
      int count = Math.min(s.channels() - channel, LANES);
      strip.finish(inVectors, areCollected, channel, count, LANES);
    }
  }

  private void sum(boolean inVectors, int pixels, int channel) {
    int[] places = s.places();
    int at = memoryAt + channel * places.length;
    for (int i = 0; inVectors && i < pixels; i += DepthwiseTiles.PIXELS) {
      DepthwiseTiles.six(strip, i, x, channel, places, memory, at);
    }
    for (int i = 0; !inVectors && i < pixels; i++) {
      PlainTiles.sum(x, strip.x[i] + channel, places, memory, at, strip.sums, i * LANES);
    }
  }
}
