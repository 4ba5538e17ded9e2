package io.repqc.runtime.kernel;

import java.util.Arrays;

/** {@link TileDepthwise} in vectors. */
public final class TileDepthwiseVector {
  private static final int BLOCK = TileDepthwise.BLOCK;
  private static final int LANES = Vectors.COUNT;
  private static final int PIXELS = 6;

  /** As many pixels as go through all channels before others do. */
  private static final int STRIP = 8 * PIXELS;

  /** Those of pixels in their sums. */
  private static final int[] OWN_PLACES = new int[STRIP];

  private static final Race STRIPS = new Race();

  static {
    Arrays.setAll(OWN_PLACES, i -> i * LANES);
  }

  private final TileDepthwise s;
  private final FinishWith with;
  private final float[] x;
  private final float[] other;
  private final Object y;
  private final float[] memory;
  private final int memoryAt;
  private final FloatFinish finish;
  private final float[] sums = new float[STRIP * LANES];
  private final float[] others;
  private final int[] products = new int[STRIP * LANES];
  private final int[] xPlaces = new int[STRIP];
  private final int[] otherPlaces = new int[STRIP];
  private final int[] yPlaces = new int[STRIP];

  private TileDepthwiseVector(
      TileDepthwise s,
      FinishWith with,
      float[] x,
      float[] other,
      Object y,
      float[] memory,
      int memoryAt) {
    this.s = s;
    this.with = with;
    this.x = x;
    this.other = other;
    this.others = other == null ? null : new float[STRIP * LANES];
    this.y = y;
    this.memory = memory;
    this.memoryAt = memoryAt;
    this.finish = FloatFinish.fits(s.finish(), with) ? new FloatFinish(s.finish(), with) : null;
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
      run.runImage(
          xAt + image * s.xImage(), otherAt + image * s.otherImage(), yAt + image * s.yImage());
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

  private void runImage(int xAt, int otherAt, int yAt) {
    int column = 0;
    int xPlace = xAt;
    int otherPlace = otherAt;
    int yPlace = yAt;
    for (int left = s.rows() * s.columns(); left > 0; left -= STRIP) {
      int pixels = Math.min(left, STRIP);
      for (int i = 0; i < pixels; i++) {
        xPlaces[i] = xPlace;
        otherPlaces[i] = otherPlace;
        yPlaces[i] = yPlace;
        xPlace += s.xColumn();
        otherPlace += s.otherColumn();
        yPlace += s.yColumn();
        column++;
        if (column == s.columns()) {
          column = 0;
          xPlace += s.xRow() - s.columns() * s.xColumn();
          otherPlace += s.otherRow() - s.columns() * s.otherColumn();
          yPlace += s.yRow() - s.columns() * s.yColumn();
        }
      }
      Arrays.fill(xPlaces, pixels, STRIP, xPlaces[0]);
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
    for (int channel = 0; channel < s.channels(); channel += LANES) {
      int count = Math.min(s.channels() - channel, LANES);
      sum(inVectors, pixels, channel);
      if (inVectors && finish != null) {
        finishLevels(pixels, channel, count);
      } else {
        finishAnyhow(pixels, channel, count);
      }
    }
  }

  private void sum(boolean inVectors, int pixels, int channel) {
    int[] places = s.places();
    int at = memoryAt + channel * places.length;
    for (int i = 0; inVectors && i < pixels; i += PIXELS) {
      DepthwiseTiles.six(x, xPlaces, i, channel, places, memory, at, sums, i * LANES);
    }
    for (int i = 0; !inVectors && i < pixels; i++) {
      PlainTiles.sum(x, xPlaces[i] + channel, places, memory, at, sums, i * LANES);
    }
  }

  private void finishLevels(int pixels, int channel, int count) {
    boolean isDirect = count == LANES && other == null;
    float[] to = isDirect ? (float[]) y : sums;
    int[] places = isDirect ? yPlaces : OWN_PLACES;
    int offset = isDirect ? channel : 0;
    if (s.floats() != 0) {
      finish.round(sums, 0, LANES, channel, to, places, offset, pixels);
    } else {
      collect();
      finish.round(products, 0, LANES, channel, to, places, offset, pixels);
    }
    if (other != null) {
      for (int i = 0; i < pixels; i++) {
        System.arraycopy(other, otherPlaces[i] + channel, others, i * LANES, count);
      }
      finish.add(sums, others, 0, LANES, sums, OWN_PLACES, 0, pixels);
    }
    for (int i = 0; !isDirect && i < pixels; i++) {
      System.arraycopy(sums, i * LANES, (float[]) y, yPlaces[i] + channel, count);
    }
  }

  private void collect() {
    for (int i = 0; i < sums.length; i++) {
      products[i] = (int) sums[i];
    }
  }

  private void finishAnyhow(int pixels, int channel, int count) {
    collect();
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(products, i * LANES, products, 0, LANES);
      s.finish()
          .run(
              with,
              products,
              count,
              channel,
              other,
              otherPlaces[i] + channel,
              y,
              yPlaces[i] + channel);
    }
  }
}
