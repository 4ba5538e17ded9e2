package io.repqc.runtime.kernel;

import java.util.Arrays;

/** Pixels that follow each other along columns and rows, whose sums are finished together. */
final class Strip {
  private static final int LANES = Vectors.COUNT;

  /** As many pixels as it has at most: a multiple of those that are summed at once. */
  static final int MOST = 48;

  /** Two vectors of channels of each. */
  static final int MOST_SUMS = MOST * 2 * LANES;

  /** How much memory that is. */
  static final int MEMORY = MOST_SUMS + DepthwiseTiles.MORE * LANES;

  /** Where the first level is that each pixel reads; of the first one, too, where there is none. */
  final int[] x = new int[MOST];

  /** Where those of pixels lie, one after the other. */
  final float[] sums;

  final int sumsAt;

  private final PixelSteps steps;
  private final Finish finish;
  private final FinishWith with;
  private final FloatFinish floatFinish;
  private final float[] other;
  private final Object y;
  private final int[] otherPlaces = new int[MOST];
  private final int[] yPlaces = new int[MOST];

  /** The sums as integers, where floats do not hold all of them. */
  private int[] products;

  private int xAt;
  private int otherAt;
  private int yAt;
  private int row;
  private int column;
  private int pixels;

  Strip(
      PixelSteps steps,
      Finish finish,
      FinishWith with,
      float[] other,
      Object y,
      float[] memory,
      int memoryAt) {
    this.steps = steps;
    this.finish = finish;
    this.with = with;
    this.floatFinish = FloatFinish.fits(finish, with) ? new FloatFinish(finish, with) : null;
    this.other = other;
    this.y = y;
    this.sums = memory;
    this.sumsAt = memoryAt;
  }

  /** Before the first pixel of an image. */
  void begin(int firstX, int firstOther, int firstY) {
    xAt = firstX;
    otherAt = firstOther;
    yAt = firstY;
    row = 0;
    column = 0;
  }

  /** Moves on to the next pixels. */
  void next(int count) {
    pixels = count;
    for (int i = 0, run; i < count; i += run) {
      run = Math.min(count - i, steps.columns() - column);
      place(x, i, run, xAt + row * steps.xRow() + column * steps.xColumn(), steps.xColumn());
      place(yPlaces, i, run, yAt + row * steps.yRow() + column * steps.yColumn(), steps.yColumn());
      if (other != null) {
        int first = otherAt + row * steps.otherRow() + column * steps.otherColumn();
        place(otherPlaces, i, run, first, steps.otherColumn());
      }
      column += run;
      if (column == steps.columns()) {
        column = 0;
        row++;
      }
    }
    Arrays.fill(x, count, MOST, x[0]);
  }

  private static void place(int[] places, int at, int count, int first, int step) {
    for (int i = 0; i < count; i++) {
      places[at + i] = first + i * step;
    }
  }

  /** Begins sums that are added to; {@code areCollected} where they become integers. */
  void clear(boolean areCollected, int width) {
    Arrays.fill(sums, sumsAt, sumsAt + pixels * width, 0);
    if (areCollected && products == null) {
      products = new int[MOST_SUMS];
    } else if (areCollected) {
      Arrays.fill(products, 0, pixels * width, 0);
    }
  }

  /** Adds the sums to integers, and begins them again. */
  void collect(int width) {
    for (int i = 0; i < pixels * width; i++) {
      products[i] += (int) sums[sumsAt + i];
    }
    Arrays.fill(sums, sumsAt, sumsAt + pixels * width, 0);
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

  /** Vectors that are not full are finished where the sums are. */
  private void finishLevels(boolean areCollected, int channel, int count, int width) {
    boolean areFull = count % LANES == 0;
    float[] to = areFull ? (float[]) y : sums;
    int[] places = areFull ? yPlaces : new int[pixels];
    int first = areFull ? channel : 0;
    if (!areFull) {
      place(places, 0, pixels, sumsAt, width);
    }
    for (int i = 0; i < count; i += LANES) {
      if (areCollected) {
        floatFinish.round(products, i, width, channel + i, to, places, first + i, pixels);
      } else {
        floatFinish.round(sums, sumsAt + i, width, channel + i, to, places, first + i, pixels);
      }
    }
    if (other != null) {
      add(to, places, first, channel, count);
    }
    for (int i = 0; !areFull && i < pixels; i++) {
      System.arraycopy(sums, places[i], (float[]) y, yPlaces[i] + channel, count);
    }
  }

  private void add(float[] to, int[] places, int first, int channel, int count) {
    float[] beside = other;
    int[] besidePlaces = otherPlaces;
    int firstBeside = channel;
    if (count % LANES != 0) {
      beside = new float[pixels * 2 * LANES];
      besidePlaces = new int[pixels];
      firstBeside = 0;
      place(besidePlaces, 0, pixels, 0, 2 * LANES);
      for (int i = 0; i < pixels; i++) {
        System.arraycopy(other, otherPlaces[i] + channel, beside, besidePlaces[i], count);
      }
    }
    for (int i = 0; i < count; i += LANES) {
      floatFinish.add(to, places, first + i, beside, besidePlaces, firstBeside + i, pixels);
    }
  }
}
