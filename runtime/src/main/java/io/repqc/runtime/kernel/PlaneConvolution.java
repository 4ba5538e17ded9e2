package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * A convolution over up to two spatial axes of images whose channels lie one after the other: many
 * places at once of one output channel. Each channel of the operand is copied for each tap of the
 * kernel; some of these copies at a time are added to all sums.
 *
 * @param inputs channels of a group, as are {@code outputs}
 * @param ySize rows and columns
 * @param x strides: image, channel
 * @param rows how many of the result are computed at once; one if not all columns are
 * @param block how many outputs are summed at once
 * @param round how many channels are copied at once
 * @param chunk after how many rounds sums are carried, or 0 if never
 */
public record PlaneConvolution(
    int images,
    int groups,
    int inputs,
    int outputs,
    int[] ySize,
    int[] x,
    int[] y,
    int[] other,
    int rows,
    int columns,
    int block,
    int round,
    int chunk,
    PlaneTaps taps,
    LaneFinish finish) {
  public void run(
      FinishWith with,
      float[] levels,
      int levelsAt,
      byte[] weights,
      int weightsAt,
      float[] others,
      int othersAt,
      Object result,
      int resultAt,
      float[][] planes) {
    Run run = new Run(this, with, levels, weights, others, result, planes);
    for (int image = 0; image < images; image++) {
      for (int group = 0; group < groups; group++) {
        run.levelsAt = levelsAt + image * x[0] + group * inputs * x[1];
        run.weightsAt = weightsAt + group * weightsOfGroup();
        run.othersAt = others == null ? 0 : othersAt + image * other[0];
        run.resultAt = resultAt + image * y[0];
        run.group(group * outputs);
      }
    }
  }

  /** Terms of so many channels. */
  private int terms(int channels) {
    return Lanes.summed(channels * taps.count());
  }

  private int weightsOfGroup() {
    return outputs * (inputs / round * terms(round) + terms(inputs % round));
  }

  /** The arrays of a run, and where in them a group lies. */
  private static final class Run {
    private final PlaneConvolution s;
    private final FinishWith with;
    private final float[] levels;
    private final byte[] weights;
    private final float[] others;
    private final Object result;
    private final float[][] planes;
    private final float[] other;
    private final int firstSum;
    private int levelsAt;
    private int weightsAt;
    private int othersAt;
    private int resultAt;

    Run(
        PlaneConvolution s,
        FinishWith with,
        float[] levels,
        byte[] weights,
        float[] others,
        Object result,
        float[][] planes) {
      this.s = s;
      this.with = with;
      this.levels = levels;
      this.weights = weights;
      this.others = others;
      this.result = result;
      this.planes = planes;
      this.other = planes[s.terms(s.round)];
      this.firstSum = s.terms(s.round) + 1;
    }

    /** All places of the channels from this one on. */
    void group(int channel) {
      for (int row = 0; row < s.ySize[0]; row += s.rows) {
        for (int column = 0; column < s.ySize[1]; column += s.columns) {
          for (int first = 0; first < s.outputs; first += s.block) {
            int outputs = Math.min(s.block, s.outputs - first);
            int rows = Math.min(s.rows, s.ySize[0] - row);
            int columns = Math.min(s.columns, s.ySize[1] - column);
            start(channel + first, outputs, rows * columns);
            sum(row, column, rows, columns, first, outputs);
            int place = row * s.ySize[1] + column;
            for (int i = 0; i < outputs; i++) {
              finish(channel + first + i, i, place, rows * columns);
            }
          }
        }
      }
    }

    private void start(int channel, int outputs, int count) {
      for (int i = 0; i < outputs; i++) {
        Arrays.fill(planes[firstSum + i], 0, count, s.finish.start(with, channel + i));
        if (s.chunk > 0) {
          Arrays.fill(planes[firstSum + s.block + i], 0, count, 0);
        }
      }
    }

    private void sum(int row, int column, int rows, int columns, int first, int outputs) {
      int weight = weightsAt;
      int rounds = 0;
      for (int input = 0; input < s.inputs; input += s.round) {
        int channels = Math.min(s.round, s.inputs - input);
        for (int i = 0; i < channels; i++) {
          int from = levelsAt + (input + i) * s.x[1];
          s.taps.fill(levels, from, planes, i * s.taps.count(), row, column, rows, columns);
        }
        int terms = s.terms(channels);
        rounds++;
        for (int i = 0; i < outputs; i++) {
          add(planes[firstSum + i], weight + (first + i) * terms, terms, rows * columns);
          if (s.chunk > 0 && rounds % s.chunk == 0) {
            Lanes.carry(planes[firstSum + i], planes[firstSum + s.block + i], rows * columns);
          }
        }
        weight += s.outputs * terms;
      }
    }

    private void add(float[] sums, int weight, int terms, int count) {
      float[][] x = planes;
      byte[] w = weights;
      int at = weight;
      int i = 0;
      for (int calls = Lanes.shorterCalls(terms); calls > 0; calls--, i += 4, at += 4) {
        Lanes.add(
            sums, x[i], x[i + 1], x[i + 2], x[i + 3], w[at], w[at + 1], w[at + 2], w[at + 3],
            count);
      }
      for (; i < terms; i += 5, at += 5) {
        Lanes.add(
            sums, x[i], x[i + 1], x[i + 2], x[i + 3], x[i + 4], w[at], w[at + 1], w[at + 2],
            w[at + 3], w[at + 4], count);
      }
    }

    private void finish(int channel, int index, int place, int count) {
      float[] sums = planes[firstSum + index];
      int to = resultAt + channel * s.y[1] + place;
      int beside = others == null ? 0 : othersAt + channel * s.other[1] + place;
      if (s.finish.inFloats() == 0) {
        float[] carries = s.chunk > 0 ? planes[firstSum + s.block + index] : null;
        s.finish.sums(with, channel, 0, sums, carries, count, others, beside, 1, result, to, 1);
        return;
      }
      if (others != null) {
        System.arraycopy(others, beside, other, 0, count);
      }
      s.finish.levels(with, channel, sums, other, count);
      System.arraycopy(sums, 0, result, to, count);
    }
  }
}
