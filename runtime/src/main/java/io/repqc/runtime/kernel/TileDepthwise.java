package io.repqc.runtime.kernel;

/**
 * A convolution of each channel by itself whose windows lie inside of x, as sums over blocks of
 * three lines of three taps; weights [channels / 16][blocks][3][3][16], rounded up. Some may be
 * zero where there is nothing in x.
 *
 * @param xTap from tap to tap, as {@code xLine} from line to line; pixels are some taps apart
 * @param places how far the first tap of each block is from that of the first one, in x
 * @param floats whether floats hold all of a sum, with its bias, and it is rounded in floats
 */
public record TileDepthwise(
    int images,
    int rows,
    int columns,
    int channels,
    int xImage,
    int xRow,
    int xColumn,
    int xLine,
    int xTap,
    int yImage,
    int yRow,
    int yColumn,
    int otherImage,
    int otherRow,
    int otherColumn,
    int[] places,
    int floats,
    Finish finish)
    implements PixelSteps {
  static final int BLOCK = 16;

  /** The taps of a block. */
  static final int TAPS = 9;

  private static final int TAPS_OF_LINE = 3;

  /** {@code memory} is for sums and the weights as floats. */
  public void run(
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
    int[] sums = new int[BLOCK];
    int[] at = new int[4];
    int[] taps = taps();
    do {
      int channel = at[3] * BLOCK;
      int count = Math.min(channels - channel, BLOCK);
      int from = xAt + channel + at[0] * xImage + at[1] * xRow + at[2] * xColumn;
      for (int c = 0; c < count; c++) {
        sums[c] = sum(x, from + c, taps, weights, weightsAt + channel * taps.length + c);
      }
      finish.run(
          with,
          sums,
          count,
          channel,
          other,
          otherAt + channel + at[0] * otherImage + at[1] * otherRow + at[2] * otherColumn,
          y,
          yAt + channel + at[0] * yImage + at[1] * yRow + at[2] * yColumn);
    } while (Axes.nextIndex(new int[] {images, rows, columns, blocks()}, at));
  }

  /** How many blocks of channels there are. */
  int blocks() {
    return (channels + BLOCK - 1) / BLOCK;
  }

  /** How far each tap is from the first, in x. */
  int[] taps() {
    int[] taps = new int[places.length * TAPS];
    for (int i = 0; i < taps.length; i++) {
      int line = i % TAPS / TAPS_OF_LINE;
      taps[i] = places[i / TAPS] + line * xLine + i % TAPS_OF_LINE * xTap;
    }
    return taps;
  }

  private static int sum(float[] x, int from, int[] taps, byte[] weights, int weightsFrom) {
    int sum = 0;
    for (int i = 0; i < taps.length; i++) {
      int weight = weights[weightsFrom + i * BLOCK];
      if (weight != 0) {
        sum += (int) x[from + taps[i]] * weight;
      }
    }
    return sum;
  }
}
