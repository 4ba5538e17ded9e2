package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * A convolution of each channel by itself over up to two spatial axes: all channels at once, one
 * place after the other. Good where there are more channels than places.
 *
 * @param x strides: image, row, column, channel
 */
public record ChannelDepthwise(
    int images,
    int channels,
    int[] xSize,
    int[] ySize,
    int[] kernel,
    int[] stride,
    int[] dilation,
    int[] before,
    int[] x,
    int[] y,
    int[] other,
    int zero,
    LaneFinish finish) {
  /** Weights are [kernel][channels], and arrays of zeros that end a last call. */
  public void run(
      FinishWith with,
      float[] levels,
      int levelsAt,
      float[][] weights,
      int weightsAt,
      float[] others,
      int othersAt,
      Object result,
      int resultAt,
      float[][] planes) {
    int[] taps = new int[calls() * Lanes.PRODUCTS];
    int border = xSize[0] * xSize[1];
    int sums = border + 1;
    LaneNumbers numbers = LaneNumbers.in(planes, sums + ySize[1]);
    float[] beside = planes[sums + ySize[1] + LaneNumbers.PLANES];
    int[] otherSteps = others == null ? null : new int[] {other[2], other[3]};
    int[] steps = {y[2], y[3]};
    Arrays.fill(planes[border], 0, channels, zero);
    finish.number(with, 0, channels, numbers);
    for (int line = 0; line < images * ySize[0]; line++) {
      int image = line / ySize[0];
      int row = line % ySize[0];
      if (row == 0) {
        turn(levels, levelsAt + image * x[0], planes);
      }
      for (int column = 0; column < ySize[1]; column++) {
        System.arraycopy(numbers.start(), 0, planes[sums + column], 0, channels);
        find(row, column, taps);
        add(planes[sums + column], planes, taps, weights, weightsAt);
      }
      int from = others == null ? 0 : othersAt + image * other[0] + row * other[1];
      int to = resultAt + image * y[0] + row * y[1];
      finish.places(
          with,
          0,
          numbers,
          planes,
          sums,
          -1,
          ySize[1],
          channels,
          others,
          from,
          otherSteps,
          beside,
          result,
          to,
          steps);
    }
  }

  private int calls() {
    return (kernel[0] * kernel[1] + Lanes.PRODUCTS - 1) / Lanes.PRODUCTS;
  }

  /** Copies the channels of each pixel to a plane of its own. */
  private void turn(float[] levels, int from, float[][] planes) {
    for (int row = 0; row < xSize[0]; row++) {
      int first = row * xSize[1];
      Lanes.gather(levels, from + row * x[1], x[2], x[3], planes, first, xSize[1], 0, channels);
    }
  }

  /** Which plane each tap meets; the last one, behind all pixels, is the border. */
  private void find(int atRow, int atColumn, int[] taps) {
    Arrays.fill(taps, xSize[0] * xSize[1]);
    for (int i = 0; i < kernel[0]; i++) {
      int row = atRow * stride[0] - before[0] + i * dilation[0];
      for (int j = 0; j < kernel[1]; j++) {
        int column = atColumn * stride[1] - before[1] + j * dilation[1];
        if (row >= 0 && row < xSize[0] && column >= 0 && column < xSize[1]) {
          taps[i * kernel[1] + j] = row * xSize[1] + column;
        }
      }
    }
  }

  private void add(float[] sums, float[][] planes, int[] taps, float[][] weights, int first) {
    for (int i = 0; i < taps.length; i += Lanes.PRODUCTS) {
      Lanes.addProducts(
          sums,
          planes[taps[i]],
          planes[taps[i + 1]],
          planes[taps[i + 2]],
          weights[first + i],
          weights[first + i + 1],
          weights[first + i + 2],
          channels);
    }
  }
}
