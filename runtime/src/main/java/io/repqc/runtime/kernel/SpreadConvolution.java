package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * A convolution over up to two spatial axes that moves by one place: each pixel is multiplied with
 * the weights of all taps and of all output channels of a group at once, and each place adds up
 * what pixels have for it. Good where there are few channels and few places, since loops over taps
 * and channels are long.
 *
 * @param inputs channels of a group, as are {@code outputs}
 * @param x strides: image, row, column, channel
 */
public record SpreadConvolution(
    int images,
    int groups,
    int inputs,
    int outputs,
    int[] xSize,
    int[] ySize,
    int[] kernel,
    int[] dilation,
    int[] before,
    int[] x,
    int[] y,
    int[] other,
    int zero,
    LaneFinish finish) {
  /** Weights are [groups][inputs][kernel][outputs]: an array for all taps and outputs. */
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
    Run run = new Run(with, levels, weights, others, result, planes);
    for (int group = 0; group < groups; group++) {
      run.channel = group * outputs;
      run.weightsAt = weightsAt + group * inputs;
      finish.number(with, run.channel, outputs, run.numbers);
      run.outside();
      for (int image = 0; image < images; image++) {
        run.levelsAt = levelsAt + image * x[0] + group * inputs * x[3];
        run.othersAt = others == null ? 0 : othersAt + image * other[0] + run.channel * other[3];
        run.resultAt = resultAt + image * y[0] + run.channel * y[3];
        run.image();
      }
    }
  }

  /** The arrays of a run, and where in them an image and a group lie. */
  private final class Run {
    private final FinishWith with;
    private final float[] levels;
    private final float[][] weights;
    private final float[] others;
    private final Object result;

    /** Of each pixel, of one outside, of each place of a row; parts of the former; more. */
    private final float[][] planes;

    private final int outside = xSize[0] * xSize[1];
    private final int sums = outside + 1;
    private final int parts = sums + ySize[1];
    private final LaneNumbers numbers;
    private final float[] beside;
    private final float[] terms = new float[Lanes.TERMS];
    private int channel;
    private int weightsAt;
    private int levelsAt;
    private int othersAt;
    private int resultAt;

    Run(
        FinishWith with,
        float[] levels,
        float[][] weights,
        float[] others,
        Object result,
        float[][] planes) {
      this.with = with;
      this.levels = levels;
      this.weights = weights;
      this.others = others;
      this.result = result;
      this.planes = planes;
      this.numbers = LaneNumbers.in(planes, parts + Lanes.TERMS);
      this.beside = planes[parts + Lanes.TERMS + LaneNumbers.PLANES];
    }

    private int lanes() {
      return kernel[0] * kernel[1] * outputs;
    }

    /** What a pixel outside of the image adds to places. */
    void outside() {
      Arrays.fill(planes[outside], 0, lanes(), 0);
      Arrays.fill(terms, zero);
      for (int input = 0; zero != 0 && input < inputs; input += Lanes.TERMS) {
        add(planes[outside], input);
      }
    }

    void image() {
      for (int pixel = 0; pixel < outside; pixel++) {
        Arrays.fill(planes[pixel], 0, lanes(), 0);
      }
      for (int input = 0; input < inputs; input += Lanes.TERMS) {
        for (int pixel = 0; pixel < outside; pixel++) {
          int at = levelsAt + pixel / xSize[1] * x[1] + pixel % xSize[1] * x[2] + input * x[3];
          for (int i = 0; i < Math.min(Lanes.TERMS, inputs - input); i++) {
            terms[i] = levels[at + i * x[3]];
          }
          add(planes[pixel], input);
        }
      }
      for (int row = 0; row < ySize[0]; row++) {
        row(row);
      }
    }

    /** Adds the products of some inputs; those after the last one are zero. */
    private void add(float[] pixel, int input) {
      int at = weightsAt + input;
      int last = weightsAt + inputs - 1;
      float[] t = terms;
      Arrays.fill(t, Math.min(Lanes.TERMS, inputs - input), Lanes.TERMS, 0);
      Lanes.add(
          pixel,
          weights[at],
          weights[Math.min(at + 1, last)],
          weights[Math.min(at + 2, last)],
          weights[Math.min(at + 3, last)],
          weights[Math.min(at + 4, last)],
          t[0],
          t[1],
          t[2],
          t[3],
          t[4],
          lanes());
    }

    /** Adds up what the places of a row get, and finishes it. */
    private void row(int row) {
      for (int column = 0; column < ySize[1]; column++) {
        System.arraycopy(numbers.start(), 0, planes[sums + column], 0, outputs);
        for (int tap = 0; tap < kernel[0] * kernel[1]; tap += Lanes.TERMS) {
          for (int i = 0; i < Lanes.TERMS; i++) {
            copyPart(row, column, tap + i, planes[parts + i]);
          }
          addParts(planes[sums + column]);
        }
      }
      finish.places(
          with,
          channel,
          numbers,
          planes,
          sums,
          -1,
          ySize[1],
          outputs,
          others,
          others == null ? 0 : othersAt + row * other[1],
          others == null ? null : new int[] {other[2], other[3]},
          beside,
          result,
          resultAt + row * y[1],
          new int[] {y[2], y[3]});
    }

    /** Copies what a tap has for a place: nothing if there is no such tap. */
    private void copyPart(int row, int column, int tap, float[] part) {
      if (tap >= kernel[0] * kernel[1]) {
        Arrays.fill(part, 0, outputs, 0);
        return;
      }
      int line = row - before[0] + tap / kernel[1] * dilation[0];
      int pixel = pixel(line, column - before[1] + tap % kernel[1] * dilation[1]);
      System.arraycopy(planes[pixel], tap * outputs, part, 0, outputs);
    }

    private int pixel(int row, int column) {
      boolean isInside = row >= 0 && row < xSize[0] && column >= 0 && column < xSize[1];
      return isInside ? row * xSize[1] + column : outside;
    }

    private void addParts(float[] sum) {
      Lanes.addShort(
          sum,
          planes[parts],
          planes[parts + 1],
          planes[parts + 2],
          planes[parts + 3],
          planes[parts + 4],
          1,
          1,
          1,
          1,
          1,
          outputs);
    }
  }
}
