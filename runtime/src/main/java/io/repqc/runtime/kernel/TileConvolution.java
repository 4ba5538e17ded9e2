package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * A convolution over rows and columns whose windows lie inside of x, for tiles of pixels and
 * channels; weights [groups][channels / 16][lines][taps][length][16], rounded up.
 *
 * @param channels of a group
 * @param lines rows of the kernel
 * @param taps of a line, each with {@code length} neighbouring levels
 * @param most how many products floats sum exactly, in any order
 * @param floats whether they hold all of a sum, with its bias, and it is rounded in floats
 */
public record TileConvolution(
    int images,
    int rows,
    int columns,
    int groups,
    int channels,
    int lines,
    int taps,
    int length,
    int xImage,
    int xRow,
    int xColumn,
    int xGroup,
    int xLine,
    int xTap,
    int yImage,
    int yRow,
    int yColumn,
    int otherImage,
    int otherRow,
    int otherColumn,
    int most,
    int floats,
    Finish finish)
    implements PixelSteps {
  static final int BLOCK = 16;

  /** {@code memory} is for sums and the weights of a tile. */
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
    int blocks = blocks();
    do {
      int first = at[3] / blocks * channels;
      int channel = at[3] % blocks * BLOCK;
      sum(
          x,
          xAt + x(at[0], at[1], at[2], at[3] / blocks),
          weights,
          weightsAt + at[3] * depth() * BLOCK,
          sums);
      finish.run(
          with,
          sums,
          Math.min(channels - channel, BLOCK),
          first + channel,
          other,
          otherAt + first + channel + at[0] * otherImage + at[1] * otherRow + at[2] * otherColumn,
          y,
          yAt + first + channel + at[0] * yImage + at[1] * yRow + at[2] * yColumn);
    } while (Axes.nextIndex(new int[] {images, rows, columns, groups * blocks}, at));
  }

  /** How many blocks of channels a group has. */
  int blocks() {
    return (channels + BLOCK - 1) / BLOCK;
  }

  /** How many products a sum has. */
  int depth() {
    return lines * taps * length;
  }

  private int x(int image, int row, int column, int group) {
    return image * xImage + row * xRow + column * xColumn + group * xGroup;
  }

  private void sum(float[] x, int from, byte[] weights, int weightsFrom, int[] sums) {
    Arrays.fill(sums, 0);
    for (int i = 0; i < depth(); i++) {
      int level = (int) x[from + i / length / taps * xLine + i / length % taps * xTap + i % length];
      for (int c = 0; c < BLOCK; c++) {
        sums[c] += level * weights[weightsFrom + i * BLOCK + c];
      }
    }
  }
}
