package io.repqc.runtime.kernel;

import java.util.Arrays;

/** Pixels that follow each other along columns and rows, whose sums are finished together. */
final class Strip {
  private static final int LANES = Vectors.COUNT;

  /** As many pixels as it has at most: a multiple of those that are summed at once. */
  static final int MOST = 48;

  /** Of each pixel in the sums, with one vector of channels or two. */
  private static final int[] NARROW_PLACES = new int[MOST];

  private static final int[] WIDE_PLACES = new int[MOST];

  static {
    Arrays.setAll(NARROW_PLACES, i -> i * LANES);
    Arrays.setAll(WIDE_PLACES, i -> i * 2 * LANES);
  }

  /** Where the first level is that each pixel reads; of the first one, too, where there is none. */
  final int[] x = new int[MOST];

  /** Of pixels, one after the other. */
  final float[] sums = new float[MOST * 2 * LANES];

  private final PixelSteps steps;
  private final Finish finish;
  private final FinishWith with;
  private final FloatFinish floatFinish;
  private final float[] other;
  private final Object y;
  private final int[] otherPlaces = new int[MOST];
  private final int[] yPlaces = new int[MOST];
  private final float[] others;

  /** The sums as integers, where floats do not hold all of them. */
  private int[] products;

  private int pixels;
  private int column;
  private int nextX;
  private int nextOther;
  private int nextY;

  Strip(PixelSteps steps, Finish finish, FinishWith with, float[] other, Object y) {
    this.steps = steps;
    this.finish = finish;
    this.with = with;
    this.floatFinish = FloatFinish.fits(finish, with) ? new FloatFinish(finish, with) : null;
    this.other = other;
    this.others = other == null ? null : new float[sums.length];
    this.y = y;
  }

  /** Before the first pixel of an image. */
  void begin(int xAt, int otherAt, int yAt) {
    column = 0;
    nextX = xAt;
    nextOther = otherAt;
    nextY = yAt;
  }

  /** Moves on to the next pixels. */
  void next(int count) {
    pixels = count;
    int columns = steps.columns();
    int xColumn = steps.xColumn();
    int otherColumn = steps.otherColumn();
    int yColumn = steps.yColumn();
    for (int i = 0; i < count; i++) {
      x[i] = nextX;
      otherPlaces[i] = nextOther;
      yPlaces[i] = nextY;
      nextX += xColumn;
      nextOther += otherColumn;
      nextY += yColumn;
      column++;
      if (column == columns) {
        column = 0;
        nextX += steps.xRow() - columns * xColumn;
        nextOther += steps.otherRow() - columns * otherColumn;
        nextY += steps.yRow() - columns * yColumn;
      }
    }
    Arrays.fill(x, count, MOST, x[0]);
  }

  /** Begins sums that are added to; {@code areCollected} where they become integers. */
  void clear(boolean areCollected, int width) {
    Arrays.fill(sums, 0, pixels * width, 0);
    if (areCollected && products == null) {
      products = new int[sums.length];
    } else if (areCollected) {
      Arrays.fill(products, 0, pixels * width, 0);
    }
  }

  /** Adds the sums to integers, and begins them again. */
  void collect(int width) {
    for (int i = 0; i < pixels * width; i++) {
      products[i] += (int) sums[i];
    }
    Arrays.fill(sums, 0, pixels * width, 0);
  }

  /**
   * Writes what sums of {@code count} channels become.
   *
   * @param width how far those of a pixel are from the next one's
   * @param areCollected whether they are integers
   */
  void finish(boolean inVectors, boolean areCollected, int channel, int count, int width) {
    if (inVectors && floatFinish != null) {
      finishLevels(areCollected, channel, count, width);
      return;
    }
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(products, i * width, products, 0, count);
      finish.run(
          with, products, count, channel, other, otherPlaces[i] + channel, y, yPlaces[i] + channel);
    }
  }

  private void finishLevels(boolean areCollected, int channel, int count, int width) {
    boolean isDirect = count == width && other == null;
    int[] ownPlaces = width == LANES ? NARROW_PLACES : WIDE_PLACES;
    float[] to = isDirect ? (float[]) y : sums;
    int[] places = isDirect ? yPlaces : ownPlaces;
    for (int i = 0; i < count; i += LANES) {
      int offset = isDirect ? channel + i : i;
      if (areCollected) {
        floatFinish.round(products, i, width, channel + i, to, places, offset, pixels);
      } else {
        floatFinish.round(sums, i, width, channel + i, to, places, offset, pixels);
      }
    }
    if (other != null) {
      for (int i = 0; i < pixels; i++) {
        System.arraycopy(other, otherPlaces[i] + channel, others, i * width, count);
      }
      for (int i = 0; i < count; i += LANES) {
        floatFinish.add(sums, others, i, width, sums, ownPlaces, i, pixels);
      }
    }
    for (int i = 0; !isDirect && i < pixels; i++) {
      System.arraycopy(sums, i * width, (float[]) y, yPlaces[i] + channel, count);
    }
  }
}
