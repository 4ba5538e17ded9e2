package io.repqc.runtime.kernel;

/** {@link TileDepthwise} in vectors. */
public final class TileDepthwiseVector {
  private static final int BLOCK = TileDepthwise.BLOCK;
  private static final int LANES = Vectors.COUNT;
  private static final Race STRIPS = new Race();

  private final TileDepthwise s;
  private final int[] taps;

  /** From pixel to pixel, in sums: between are those of columns that a stride leaves out. */
  private final int step;

  private final float[] x;
  private final float[] memory;
  private final int unpackedAt;
  private final Strip strip;

  /** What a block adds to the sums of the first one, or null. */
  private final float[] more;

  private TileDepthwiseVector(
      TileDepthwise s,
      FinishWith with,
      float[] x,
      float[] other,
      Object y,
      float[] memory,
      int memoryAt) {
    this.s = s;
    this.taps = s.taps();
    this.step = s.xColumn() / s.xTap() * LANES;
    this.x = x;
    this.memory = memory;
    this.unpackedAt = memoryAt + Strip.MEMORY;
    this.strip = new Strip(s, s.finish(), with, other, y, memory, memoryAt);
    this.more = s.places().length > 1 ? new float[Strip.MEMORY] : null;
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
    unpack(s, weights, weightsAt, memory, memoryAt + Strip.MEMORY);
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
    int taps = s.places().length * TileDepthwise.TAPS;
    int to = floatsAt;
    for (int channel = 0; channel < s.channels(); channel += LANES) {
      int from = weightsAt + channel / BLOCK * BLOCK * taps + channel % BLOCK;
      UnpackVector.run(weights, from, from, taps, floats, to, LANES);
      to += taps * LANES;
    }
  }

  /** In strips of whole rows, where that many pixels have any. */
  private void runImage() {
    int most = Math.max(1, Math.min(Strip.MOST, Strip.MOST_SUMS / step));
    int whole = most - most % s.columns();
    int column = 0;
    for (int left = s.rows() * s.columns(), pixels; left > 0; left -= pixels) {
      pixels = Math.min(left, whole > 0 ? whole : most);
      strip.next(pixels);
      runStrip(pixels, column);
      column = (column + pixels) % s.columns();
    }
  }

  private void runStrip(int pixels, int column) {
    if (STRIPS.isWon()) {
      runStrip(true, pixels, column);
      return;
    }
    boolean inVectors = STRIPS.isForVectors();
    long start = System.nanoTime();
    runStrip(inVectors, pixels, column);
    STRIPS.add(inVectors, System.nanoTime() - start, pixels * s.channels() * taps.length);
  }

  private void runStrip(boolean inVectors, int pixels, int column) {
    boolean areCollected = !inVectors || s.floats() == 0;
    for (int channel = 0; channel < s.channels(); channel += LANES) {
      if (areCollected) {
        strip.clear(true, step);
      }
      if (inVectors) {
        sum(pixels, column, channel);
      } else {
        sumPlainly(pixels, channel);
      }
      if (areCollected) {
        strip.collect(step);
      }
      int count = Math.min(s.channels() - channel, LANES);
      strip.finish(inVectors, areCollected, channel, count, step);
    }
  }

  private void sum(int pixels, int column, int channel) {
    int columns = s.columns();
    int columnsApart = step / LANES;
    for (int block = 0; block < s.places().length; block++) {
      float[] sums = block == 0 ? strip.sums : more;
      int sumsAt = block == 0 ? strip.sumsAt : 0;
      int weight = unpackedAt + channel * taps.length + block * TileDepthwise.TAPS * LANES;
      int left = columns - column;
      for (int i = 0, run; i < pixels; i += run) {
        run = Math.min(pixels - i, left);
        DepthwiseTiles.sum(
            x,
            strip.x[i] + s.places()[block] + channel,
            s.xLine(),
            s.xTap(),
            (run - 1) * columnsApart + 1,
            memory,
            weight,
            sums,
            sumsAt + i * step);
        left = columns;
      }
      if (block > 0) {
        DepthwiseTiles.add(more, strip.sums, strip.sumsAt, pixels * step);
      }
    }
  }

  private void sumPlainly(int pixels, int channel) {
    int weight = unpackedAt + channel * taps.length;
    for (int i = 0; i < pixels; i++) {
      int at = strip.sumsAt + i * step;
      PlainTiles.sum(x, strip.x[i] + channel, taps, memory, weight, strip.sums, at);
    }
  }
}
