package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * A transposed convolution over up to three spatial axes, some neighbours of a row at a time;
 * weights [outputs][kernel][inputs of a group] as they stand for themselves.
 *
 * @param inputs channels of a group
 * @param x strides: image, three spatial axes, channel
 */
public record TransposedConvolution(
    int images,
    int inputs,
    int outputs,
    int groupOutputs,
    int[] xSize,
    int[] ySize,
    int[] kernel,
    int[] stride,
    int[] dilation,
    int[] before,
    int[] x,
    int[] y,
    int zero,
    Finish finish) {
  public void run(
      FinishWith with,
      float[] levels,
      int levelsAt,
      short[] weights,
      int weightsAt,
      Object result,
      int resultAt) {
    int[] sums = new int[Finish.RUN];
    int[] sizes = {images, ySize[0], ySize[1], outputs};
    int[] at = new int[sizes.length];
    do {
      int output = at[3];
      int from = levelsAt + at[0] * x[0] + output / groupOutputs * inputs * x[4];
      int own = weightsAt + output * kernel[0] * kernel[1] * kernel[2] * inputs;
      int to = resultAt + at[0] * y[0] + at[1] * y[1] + at[2] * y[2] + output * y[4];
      for (int start = 0; start < ySize[2]; start += Finish.RUN) {
        int count = Math.min(ySize[2] - start, Finish.RUN);
        Arrays.fill(sums, 0);
        addTaps(levels, from, weights, own, at, start, count, sums);
        finish.run(with, sums, count, output, 0, result, to + start * y[3], y[3]);
      }
    } while (Axes.nextIndex(sizes, at));
  }

  /** The sums of so many neighbours from a column on. */
  private void addTaps(
      float[] levels,
      int from,
      short[] weights,
      int own,
      int[] at,
      int start,
      int count,
      int[] sums) {
    for (int i = 0; i < kernel[0]; i++) {
      int depth = spreadFrom(0, at[1], i);
      for (int j = 0; j < kernel[1]; j++) {
        int row = spreadFrom(1, at[2], j);
        for (int k = 0; k < kernel[2] && depth >= 0 && row >= 0; k++) {
          int tap = (i * kernel[1] + j) * kernel[2] + k;
          int ahead = start + before[2] - k * dilation[2];
          int weight = own + tap * inputs;
          addTap(levels, from + depth * x[1] + row * x[2], weights, weight, ahead, count, sums);
        }
      }
    }
  }

  /** Which place of x adds to this one of y by a tap, along one axis; -1 for none. */
  private int spreadFrom(int axis, int place, int tap) {
    int spread = place + before[axis] - tap * dilation[axis];
    if (spread < 0 || spread % stride[axis] != 0 || spread / stride[axis] >= xSize[axis]) {
      return -1;
    }
    return spread / stride[axis];
  }

  /** Adds what columns of x give that are spread to {@code ahead} and the places after it. */
  private void addTap(
      float[] levels, int from, short[] weights, int weight, int ahead, int count, int[] sums) {
    int step = stride[2];
    int column = ahead > 0 ? (ahead + step - 1) / step : 0;
    int first = column * step - ahead;
    int some = Math.min(xSize[2] - column, (count - first + step - 1) / step);
    for (int c = 0; c < inputs; c++) {
      int place = from + c * x[4] + column * x[3];
      addProducts(levels, place, x[3], weights[weight + c], some, sums, first, step);
    }
  }

  private void addProducts(
      float[] levels, int from, int step, int weight, int count, int[] sums, int to, int toStep) {
    for (int i = 0; i < count; i++) {
      sums[to + i * toStep] += ((int) levels[from + i * step] - zero) * weight;
    }
  }
}
