package io.repqc.runtime.kernel;

import java.util.Arrays;

/** {@link TileConvolution} in vectors. */
public final class TileConvolutionVector {
  private static final int BLOCK = TileConvolution.BLOCK;
  private static final int LANES = Vectors.COUNT;

  /** By how many pixels a tile has, since each number has a loop of its own. */
  private static final Race[] TILES = new Race[PixelTiles.MOST + 1];

  private static final Race NARROW_TILES = new Race();

  static {
    Arrays.setAll(TILES, pixels -> new Race());
  }

  private final TileConvolution s;
  private final float[] x;
  private final byte[] weights;
  private final float[] memory;
  private final int unpackedAt;
  private final Strip strip;

  /** Of how many channels sums are made at once: one vector or two. */
  private int width;

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
    this.x = x;
    this.weights = weights;
    this.memory = memory;
    this.unpackedAt = memoryAt + Strip.MEMORY;
    this.strip = new Strip(s, s.finish(), with, other, y, memory, memoryAt);
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
      for (int channel = 0; channel < s.channels(); channel += width) {
        int block = weightsAt + (group * s.blocks() + channel / BLOCK) * depth;
        int left = s.channels() - channel;
        place(block + channel % BLOCK, left, depth);
        for (int image = 0; image < s.images(); image++) {
          strip.begin(
              xAt + image * s.xImage() + group * s.xGroup(),
              otherAt + image * s.otherImage(),
              yAt + image * s.yImage());
          runImage(first + channel, Math.min(left, width));
        }
      }
    }
  }

  /**
   * Finds the weights of the next one or two vectors of channels, and unpacks them where they are
   * used more than once.
   */
  private void place(int at, int channels, int depth) {
    boolean isPacked = s.images() * s.rows() * s.columns() == 1;
    width = channels > LANES || isPacked ? 2 * LANES : LANES;
    firstWeight = at;
    secondWeight = at;
    if (LANES < BLOCK) {
      secondWeight = at + LANES;
    } else if (channels > BLOCK) {
      secondWeight = at + depth;
    }
    if (!isPacked) {
      UnpackVector.run(weights, firstWeight, secondWeight, s.depth(), memory, unpackedAt, width);
    }
  }

  /** In strips of whole tiles, and one that is smaller. */
  private void runImage(int channel, int count) {
    int tile = width == LANES ? 1 : PixelTiles.MOST;
    int left = s.rows() * s.columns();
    while (left > 0) {
      int most = Math.min(left, Strip.MOST);
      int pixels = left < tile ? left : most - most % tile;
      strip.next(pixels);
      runStrip(pixels, channel, count);
      left -= pixels;
    }
  }

  private void runStrip(int pixels, int channel, int count) {
    Race race = width == LANES ? NARROW_TILES : TILES[Math.min(pixels, PixelTiles.MOST)];
    if (race.isWon()) {
      runStrip(true, pixels, channel, count);
      return;
    }
    boolean inVectors = race.isForVectors();
    long start = System.nanoTime();
    runStrip(inVectors, pixels, channel, count);
    race.add(inVectors, System.nanoTime() - start, pixels * s.depth());
  }

  private void runStrip(boolean inVectors, int pixels, int channel, int count) {
    boolean areCollected = !inVectors || s.floats() == 0;
    if (inVectors && !areCollected && hasShortLines(pixels)) {
      multiplyLines(pixels);
    } else {
      strip.clear(areCollected, width);
      multiply(inVectors, areCollected, pixels);
    }
    strip.finish(inVectors, areCollected, channel, count, width);
  }

  /** Whether tiles of these pixels take them all at once. */
  private boolean hasShortLines(int pixels) {
    boolean areWhole = width == LANES || pixels >= 6 && PixelTiles.MOST == 6;
    return s.lines() > 1 && s.taps() == 1 && s.length() <= LineTiles.LONGEST && areWhole;
  }

  private void multiplyLines(int pixels) {
    int tile = width == LANES ? PixelTiles.NARROW : PixelTiles.MOST;
    for (int i = 0; i < pixels; i += tile) {
      if (width == LANES) {
        LineTiles.eightNarrow(strip, i, x, s.depth(), s.length(), s.xLine(), memory, unpackedAt);
      } else {
        LineTiles.six(strip, i, x, s.depth(), s.length(), s.xLine(), memory, unpackedAt);
      }
    }
  }

  private void multiply(boolean inVectors, boolean areCollected, int pixels) {
    int done = 0;
    for (int line = 0; line < s.lines(); line++) {
      for (int tap = 0; tap < s.taps(); tap++) {
        for (int start = 0; start < s.length(); start += s.most()) {
          int length = Math.min(s.length() - start, s.most());
          int from = line * s.xLine() + tap * s.xTap() + start;
          multiply(inVectors, pixels, from, done + start, length);
          if (areCollected) {
            strip.collect(width);
          }
        }
        done += s.length();
      }
    }
  }

  private void multiply(boolean inVectors, int pixels, int from, int weight, int length) {
    int unpacked = unpackedAt + weight * width;
    if (!inVectors) {
      multiplyPlainly(pixels, from, weight, length);
    } else if (width == LANES) {
      for (int i = 0; i < pixels; i += PixelTiles.NARROW) {
        PixelTiles.eightNarrow(strip, i, x, from, length, memory, unpacked);
      }
    } else if (pixels == 1) {
      int skipped = weight * BLOCK;
      PixelTiles.one(
          strip, x, from, length, weights, firstWeight + skipped, secondWeight + skipped);
    } else if (pixels <= 4) {
      PixelTiles.four(strip, 0, x, from, length, memory, unpacked);
    } else if (pixels == 5 || PixelTiles.MOST == 5) {
      for (int i = 0; i < pixels; i += 5) {
        PixelTiles.five(strip, i, x, from, length, memory, unpacked);
      }
    } else {
      for (int i = 0; i < pixels; i += 6) {
        PixelTiles.six(strip, i, x, from, length, memory, unpacked);
      }
    }
  }

  private void multiplyPlainly(int pixels, int from, int weight, int length) {
    float[] sums = strip.sums;
    if (width == 2 * LANES && pixels == 1) {
      int at = strip.x[0] + from;
      int skipped = weight * BLOCK;
      PlainTiles.add(x, at, length, weights, firstWeight + skipped, sums, strip.sumsAt);
      PlainTiles.add(x, at, length, weights, secondWeight + skipped, sums, strip.sumsAt + LANES);
      return;
    }
    int unpacked = unpackedAt + weight * width;
    for (int i = 0; i < pixels; i++) {
      int at = strip.sumsAt + i * width;
      PlainTiles.add(x, strip.x[i] + from, length, memory, unpacked, sums, at, width);
    }
  }
}
