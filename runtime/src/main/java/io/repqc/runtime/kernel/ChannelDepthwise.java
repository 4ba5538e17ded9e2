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
    LaneNumbers numbers = LaneNumbers.in(planes, border + 1);
    float[] sums = planes[border + 1 + LaneNumbers.PLANES];
    float[] beside = planes[border + 2 + LaneNumbers.PLANES];
    Arrays.fill(planes[border], 0, channels, zero);
    finish.number(with, 0, channels, numbers);
    for (int i = 0; i < images * ySize[0] * ySize[1]; i++) {
      int image = i / ySize[1] / ySize[0];
      int row = i / ySize[1] % ySize[0];
      int column = i % ySize[1];
      if (row == 0 && column == 0) {
        turn(levels, levelsAt + image * x[0], planes);
      }
      System.arraycopy(numbers.start(), 0, sums, 0, channels);
      find(row, column, taps);
      add(sums, planes, taps, weights, weightsAt);
      finish.place(
          with,
          0,
          numbers,
          sums,
          null,
          channels,
          others,
          others == null ? 0 : othersAt + image * other[0] + row * other[1] + column * other[2],
          others == null ? 0 : other[3],
          beside,
          result,
          resultAt + image * y[0] + row * y[1] + column * y[2],
          y[3]);
    }
  }

  private int calls() {
    return (kernel[0] * kernel[1] + Lanes.PRODUCTS - 1) / Lanes.PRODUCTS;
  }

  /** Copies the channels of each pixel to a plane of its own. */
  private void turn(float[] levels, int from, float[][] planes) {
    for (int row = 0; row < xSize[0]; row++) {
      for (int column = 0; column < xSize[1]; column++) {
        float[] pixel = planes[row * xSize[1] + column];
        Lanes.gather(levels, from + row * x[1] + column * x[2], x[3], pixel, 0, channels);
      }
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
