package io.repqc.runtime.kernel;

import java.util.Arrays;

/** {@link TileConvolution} in vectors. */
public final class TileConvolutionVector {
  private static final int BLOCK = TileConvolution.BLOCK;
  private static final int LANES = Vectors.COUNT;
  private static final int WIDTH = 2 * LANES;

  /** Up to version 17, the JVM does not keep more sums in the registers of short vectors. */
  private static final int PIXELS = LANES < 16 && Runtime.version().feature() <= 17 ? 5 : 6;

  /** By how many pixels a tile has, since each number has a loop of its own. */
  private static final Race[] TILES = new Race[PIXELS + 1];

  static {
    Arrays.setAll(TILES, pixels -> new Race());
  }

  /** Those of pixels in their sums. */
  private static final int[] OWN_PLACES = {0, WIDTH, 2 * WIDTH, 3 * WIDTH, 4 * WIDTH, 5 * WIDTH};

  private final TileConvolution s;
  private final FinishWith with;
  private final float[] x;
  private final byte[] weights;
  private final float[] other;
  private final Object y;
  private final float[] memory;
  private final int memoryAt;
  private final FloatFinish finish;
  private final float[] sums = new float[PIXELS * WIDTH];
  private final float[] others = new float[PIXELS * WIDTH];
  private final int[] products = new int[PIXELS * WIDTH];
  private final int[] xPlaces = new int[PIXELS];
  private final int[] otherPlaces = new int[PIXELS];
  private final int[] yPlaces = new int[PIXELS];
  private int firstWeight;
  private int secondWeight;

  private TileConvolutionVector(
      TileConvolution s,
      FinishWith with,
      float[] x,
      byte[] weights,
      float[] other,
      Object y,
      float[] memory,
      int memoryAt) {
    this.s = s;
    this.with = with;
    this.x = x;
    this.weights = weights;
    this.other = other;
    this.y = y;
    this.memory = memory;
    this.memoryAt = memoryAt;
    this.finish = FloatFinish.fits(s.finish(), with) ? new FloatFinish(s.finish(), with) : null;
  }

  public static void run(
      TileConvolution s,
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
    new TileConvolutionVector(s, with, x, weights, other, y, memory, memoryAt)
        .run(xAt, weightsAt, otherAt, yAt);
  }

  private void run(int xAt, int weightsAt, int otherAt, int yAt) {
    int depth = s.depth() * BLOCK;
    for (int group = 0; group < s.groups(); group++) {
      int first = group * s.channels();
      for (int channel = 0; channel < s.channels(); channel += WIDTH) {
        int block = weightsAt + (group * s.blocks() + channel / BLOCK) * depth;
        place(block + channel % BLOCK, channel, depth);
        int count = Math.min(s.channels() - channel, WIDTH);
        for (int image = 0; image < s.images(); image++) {
          runImage(
              xAt + image * s.xImage() + group * s.xGroup(),
              otherAt + image * s.otherImage(),
              yAt + image * s.yImage(),
              first + channel,
              count);
        }
      }
    }
  }

  /** Finds the weights of two vectors, and unpacks them where they are used more than once. */
  private void place(int at, int channel, int depth) {
    firstWeight = at;
    secondWeight = at;
    if (LANES < BLOCK) {
      secondWeight = at + LANES;
    } else if (channel + BLOCK < s.channels()) {
      secondWeight = at + depth;
    }
    if (s.images() * s.rows() * s.columns() > 1) {
      UnpackVector.run(weights, firstWeight, s.depth(), memory, memoryAt, WIDTH);
      UnpackVector.run(weights, secondWeight, s.depth(), memory, memoryAt + LANES, WIDTH);
    }
  }

  private void runImage(int xAt, int otherAt, int yAt, int channel, int count) {
    int column = 0;
    int xPlace = xAt;
    int otherPlace = otherAt;
    int yPlace = yAt;
    for (int left = s.rows() * s.columns(); left > 0; left -= PIXELS) {
      int pixels = Math.min(left, PIXELS);
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
      runTile(pixels, channel, count);
    }
  }

  private void runTile(int pixels, int channel, int count) {
    Race race = TILES[pixels];
    if (race.isWon()) {
      runTile(true, pixels, channel, count);
      return;
    }
    boolean inVectors = race.isForVectors();
    long start = System.nanoTime();
    runTile(inVectors, pixels, channel, count);
    race.add(inVectors, System.nanoTime() - start, pixels * s.depth());
  }

  private void runTile(boolean inVectors, int pixels, int channel, int count) {
    boolean inFloats = inVectors && s.floats() != 0;
    Arrays.fill(sums, 0);
    if (!inFloats) {
      Arrays.fill(products, 0);
    }
    int done = 0;
    for (int line = 0; line < s.lines(); line++) {
      for (int tap = 0; tap < s.taps(); tap++) {
        for (int start = 0; start < s.length(); start += s.most()) {
          int length = Math.min(s.length() - start, s.most());
          int from = line * s.xLine() + tap * s.xTap() + start;
          if (inVectors) {
            multiply(pixels, from, done + start, length);
          } else {
            multiplyPlainly(pixels, from, done + start, length);
          }
          if (!inFloats) {
            collect();
          }
        }
        done += s.length();
      }
    }
    if (inVectors && finish != null) {
      finishLevels(pixels, channel, count);
    } else {
      finishAnyhow(pixels, channel, count);
    }
  }

  private void multiply(int pixels, int from, int weight, int length) {
    int unpacked = memoryAt + weight * WIDTH;
    if (pixels == 1) {
      int skipped = weight * BLOCK;
      PixelTiles.one(
          x,
          xPlaces[0] + from,
          length,
          weights,
          firstWeight + skipped,
          secondWeight + skipped,
          sums);
    } else if (pixels <= 4) {
      PixelTiles.four(x, xPlaces, from, length, memory, unpacked, sums);
    } else if (pixels == 5) {
      PixelTiles.five(x, xPlaces, from, length, memory, unpacked, sums);
    } else {
      PixelTiles.six(x, xPlaces, from, length, memory, unpacked, sums);
    }
  }

  private void multiplyPlainly(int pixels, int from, int weight, int length) {
    if (pixels == 1) {
      int at = xPlaces[0] + from;
      int skipped = weight * BLOCK;
      PlainTiles.add(x, at, length, weights, firstWeight + skipped, sums, 0);
      PlainTiles.add(x, at, length, weights, secondWeight + skipped, sums, LANES);
      return;
    }
    int unpacked = memoryAt + weight * WIDTH;
    for (int i = 0; i < pixels; i++) {
      PlainTiles.add(x, xPlaces[i] + from, length, memory, unpacked, sums, i * WIDTH);
    }
  }

  /** Adds the floats to integers. */
  private void collect() {
    for (int i = 0; i < sums.length; i++) {
      products[i] += (int) sums[i];
    }
    Arrays.fill(sums, 0);
  }

  private void finishLevels(int pixels, int channel, int count) {
    boolean isDirect = count == WIDTH && other == null;
    float[] to = isDirect ? (float[]) y : sums;
    int[] places = isDirect ? yPlaces : OWN_PLACES;
    for (int i = 0; i < count; i += LANES) {
      int offset = isDirect ? channel + i : i;
      if (s.floats() != 0) {
        finish.round(sums, i, WIDTH, channel + i, to, places, offset, pixels);
      } else {
        finish.round(products, i, WIDTH, channel + i, to, places, offset, pixels);
      }
    }
    if (other != null) {
      add(pixels, channel, count);
    }
    for (int i = 0; !isDirect && i < pixels; i++) {
      System.arraycopy(sums, i * WIDTH, (float[]) y, yPlaces[i] + channel, count);
    }
  }

  private void add(int pixels, int channel, int count) {
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(other, otherPlaces[i] + channel, others, i * WIDTH, count);
    }
    for (int i = 0; i < count; i += LANES) {
      finish.add(sums, others, i, WIDTH, sums, OWN_PLACES, i, pixels);
    }
  }

  private void finishAnyhow(int pixels, int channel, int count) {
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(products, i * WIDTH, products, 0, WIDTH);
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
