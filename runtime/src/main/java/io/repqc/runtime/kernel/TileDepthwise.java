package io.repqc.runtime.kernel;

/**
 * A convolution of each channel by itself whose windows lie inside of x, for tiles of pixels;
 * weights [channels / 16][taps][16], rounded up.
 *
 * @param places how far each tap is from the first, in x
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

  /** {@code memory} is for the weights as floats. */
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
    do {
      int channel = at[3] * BLOCK;
      int count = Math.min(channels - channel, BLOCK);
      int from = xAt + channel + at[0] * xImage + at[1] * xRow + at[2] * xColumn;
      for (int c = 0; c < count; c++) {
        sums[c] = sum(x, from + c, weights, weightsAt + channel * places.length + c);
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

  private int sum(float[] x, int from, byte[] weights, int weight) {
    int sum = 0;
    for (int tap = 0; tap < places.length; tap++) {
      sum += (int) x[from + places[tap]] * weights[weight + tap * BLOCK];
    }
    return sum;
  }
}
