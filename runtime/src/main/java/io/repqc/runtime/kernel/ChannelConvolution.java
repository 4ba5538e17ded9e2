package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * A convolution or linear layer over up to two spatial axes: all output channels of a group at
 * once, one place after the other. Good where there are more channels than places.
 *
 * @param inputs channels of a group, as are {@code outputs}
 * @param x strides: image, row, column, channel
 * @param places how many are computed with the same weights at once
 * @param chunk after how many rounds sums are carried, or 0 if never
 */
public record ChannelConvolution(
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
    int places,
    int chunk,
    LaneFinish finish) {
  /** How many weights of each output are read for all places before others are. */
  private static final int ROUND = 4 * Lanes.TERMS;

  /** Weights are [groups][kernel][inputs][outputs]: an array for all outputs. */
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
    int more = sums(chunk > 0 ? 2 * places : places);
    LaneNumbers numbers = LaneNumbers.in(planes, more);
    float[] beside = planes[more + LaneNumbers.PLANES];
    int[] otherSteps = others == null ? null : new int[] {other[2], other[3]};
    int[] steps = {y[2], y[3]};
    int all = images * ySize[0] * ySize[1];
    for (int group = 0; group < groups; group++) {
      int channel = group * outputs;
      int from = levelsAt + group * inputs * x[3];
      finish.number(with, channel, outputs, numbers);
      for (int first = 0; first < all; first += places) {
        int count = Math.min(places, all - first);
        for (int i = 0, run; i < count; i += run) {
          run = run(first + i, count - i);
          gather(levels, from, first + i, run, planes, i);
        }
        sum(weights, weightsAt + group * length(), numbers.start(), count, planes);
        for (int i = 0, run; i < count; i += run) {
          run = run(first + i, count - i);
          finish.places(
              with,
              channel,
              numbers,
              planes,
              sums(i),
              chunk > 0 ? sums(places + i) : -1,
              run,
              outputs,
              others,
              others == null ? 0 : othersAt + place(first + i, other) + channel * other[3],
              otherSteps,
              beside,
              result,
              resultAt + place(first + i, y) + channel * y[3],
              steps);
        }
      }
    }
  }

  /** How many places from this one on, but at most so many, lie in its row. */
  private int run(int index, int most) {
    return Math.min(most, ySize[1] - index % ySize[1]);
  }

  /** The plane with the sums of a place; those with carries follow. */
  private int sums(int index) {
    return places + index;
  }

  private int length() {
    return kernel[0] * kernel[1] * inputs;
  }

  private int place(int index, int[] strides) {
    int line = index / ySize[1];
    return line / ySize[0] * strides[0]
        + line % ySize[0] * strides[1]
        + index % ySize[1] * strides[2];
  }

  /** Copies what the kernel meets at places of a row, and zeros that end a last call. */
  private void gather(float[] levels, int from, int index, int count, float[][] planes, int plane) {
    int line = index / ySize[1];
    int first = from + line / ySize[0] * x[0];
    int at = 0;
    for (int i = 0; i < kernel[0]; i++) {
      int row = line % ySize[0] * stride[0] - before[0] + i * dilation[0];
      for (int j = 0; j < kernel[1]; j++, at += inputs) {
        int column = index % ySize[1] * stride[1] - before[1] + j * dilation[1];
        int start = row < 0 || row >= xSize[0] ? count : inside(-column, count);
        int end = Math.max(start, inside(xSize[1] - column, count));
        int source = first + row * x[1] + (column + start * stride[1]) * x[2];
        Lanes.gather(
            levels, source, stride[1] * x[2], x[3], planes, plane + start, end - start, at, inputs);
        fill(planes, plane, plane + start, at, at + inputs, zero);
        fill(planes, plane + end, plane + count, at, at + inputs, zero);
      }
    }
    fill(planes, plane, plane + count, at, at + Lanes.TERMS - 1, 0);
  }

  /** How many of some places, a stride apart, are below a limit. */
  private int inside(int limit, int count) {
    return Math.max(0, Math.min(count, (limit + stride[1] - 1) / stride[1]));
  }

  private static void fill(float[][] planes, int first, int end, int at, int until, float number) {
    for (int i = first; i < end; i++) {
      Arrays.fill(planes[i], at, until, number);
    }
  }

  private void sum(float[][] weights, int first, float[] starts, int count, float[][] planes) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(starts, 0, planes[sums(i)], 0, outputs);
    }
    if (chunk > 0) {
      for (int i = 0; i < count; i++) {
        Arrays.fill(planes[sums(places + i)], 0, outputs, 0);
      }
    }
    for (int start = 0, rounds = 1; start < length(); start += ROUND, rounds++) {
      int end = Math.min(length(), start + ROUND);
      boolean carries = chunk > 0 && rounds % chunk == 0;
      for (int i = 0; i < count; i++) {
        add(planes[sums(i)], weights, first, planes[i], start, end);
        if (carries) {
          Lanes.carry(planes[sums(i)], planes[sums(places + i)], outputs);
        }
      }
    }
  }

  private void add(float[] sums, float[][] weights, int first, float[] x, int start, int end) {
    int i = start;
    for (; i + Lanes.TERMS <= end; i += Lanes.TERMS) {
      int at = first + i;
      Lanes.addShort(
          sums,
          weights[at],
          weights[at + 1],
          weights[at + 2],
          weights[at + 3],
          weights[at + 4],
          x[i],
          x[i + 1],
          x[i + 2],
          x[i + 3],
          x[i + 4],
          outputs);
    }
    if (i < end) {
      int at = first + i;
      int last = first + end - 1;
      Lanes.addShort(
          sums,
          weights[at],
          weights[Math.min(at + 1, last)],
          weights[Math.min(at + 2, last)],
          weights[last],
          x[i],
          x[i + 1],
          x[i + 2],
          x[i + 3],
          outputs);
    }
  }
}
