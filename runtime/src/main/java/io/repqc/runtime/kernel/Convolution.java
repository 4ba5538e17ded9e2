package io.repqc.runtime.kernel;

/**
 * A convolution or linear layer of any kind over up to three spatial axes, one sum after the other;
 * weights [outputs][kernel][inputs] as they stand for themselves.
 *
 * @param inputs channels of a group
 * @param x strides: image, three spatial axes, channel
 */
public record Convolution(
    int images,
    int groups,
    int inputs,
    int outputs,
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
    Finish finish) {
  public void run(
      FinishWith with,
      float[] levels,
      int levelsAt,
      short[] weights,
      int weightsAt,
      float[] others,
      int othersAt,
      Object result,
      int resultAt) {
    int[] sums = new int[Finish.RUN];
    int[] sizes = {images, ySize[0], ySize[1], ySize[2]};
    int[] at = new int[sizes.length];
    do {
      int from = levelsAt + at[0] * x[0];
      int to = resultAt + place(at, y);
      int beside = others == null ? 0 : othersAt + place(at, other);
      int otherStep = others == null ? 0 : other[4];
      for (int start = 0; start < outputs; start += Finish.RUN) {
        int count = Math.min(outputs - start, Finish.RUN);
        for (int i = 0; i < count; i++) {
          sums[i] = convolved(levels, from, weights, weightsAt, start + i, at);
        }
        finish.run(
            with,
            sums,
            count,
            start,
            1,
            others,
            beside + start * otherStep,
            otherStep,
            result,
            to + start * y[4],
            y[4]);
      }
    } while (Axes.nextIndex(sizes, at));
  }

  private static int place(int[] at, int[] strides) {
    return at[0] * strides[0] + at[1] * strides[1] + at[2] * strides[2] + at[3] * strides[3];
  }

  private int convolved(
      float[] levels, int from, short[] weights, int weightsAt, int output, int[] at) {
    int group = output / (outputs / groups);
    int first = from + group * inputs * x[4];
    int weight = weightsAt + output * kernel[0] * kernel[1] * kernel[2] * inputs;
    int sum = 0;
    for (int i = 0; i < kernel[0]; i++) {
      int depth = at[1] * stride[0] - before[0] + i * dilation[0];
      for (int j = 0; j < kernel[1]; j++) {
        int row = at[2] * stride[1] - before[1] + j * dilation[1];
        for (int k = 0; k < kernel[2]; k++, weight += inputs) {
          int column = at[3] * stride[2] - before[2] + k * dilation[2];
          if (isInside(depth, row, column)) {
            int tap = first + depth * x[1] + row * x[2] + column * x[3];
            for (int c = 0; c < inputs; c++) {
              sum += ((int) levels[tap + c * x[4]] - zero) * weights[weight + c];
            }
          }
        }
      }
    }
    return sum;
  }

  private boolean isInside(int depth, int row, int column) {
    return depth >= 0
        && depth < xSize[0]
        && row >= 0
        && row < xSize[1]
        && column >= 0
        && column < xSize[2];
  }
}
