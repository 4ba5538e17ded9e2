package io.repqc.runtime.kernel;

import java.util.Arrays;

/** Means of neighbours along some axes, with integer weights. */
public record Resize(ResizeAxes axes, int zero, Finish finish) {
  public void run(
      FinishWith with,
      int[] places,
      int placesAt,
      int[] weights,
      int weightsAt,
      float[] levels,
      int levelsAt,
      Object result,
      int resultAt) {
    int size = Axes.last(axes.sizes());
    int xStep = Axes.last(axes.x());
    int yStep = Axes.last(axes.y());
    int channelStep = Axes.last(axes.channel());
    int[] sums = new int[Finish.RUN];
    int[] tap = new int[axes.taps().length];
    int[] index = new int[axes.sizes().length];
    do {
      int to = resultAt + Axes.distance(index, axes.y());
      int channel = Axes.distance(index, axes.channel());
      for (int start = 0; start < size; start += Finish.RUN) {
        int count = Math.min(size - start, Finish.RUN);
        Arrays.fill(sums, 0);
        do {
          int weight = weight(weights, weightsAt, index, tap);
          int from = levelsAt + axes.tapped(places, placesAt, index, tap) + start * xStep;
          addWeighted(weight, levels, from, count, sums);
        } while (Axes.nextIndex(axes.taps(), tap));
        int own = channel + start * channelStep;
        finish.run(with, sums, count, own, channelStep, result, to + start * yStep, yStep);
      }
    } while (Axes.nextRun(axes.sizes(), index));
  }

  /** That of the taps together. */
  private int weight(int[] weights, int weightsAt, int[] index, int[] tap) {
    int weight = 1;
    for (int axis = 0; axis < tap.length; axis++) {
      weight *= axes.taps()[axis] > 0 ? weights[weightsAt + axes.entry(index, tap, axis)] : 1;
    }
    return weight;
  }

  private void addWeighted(int weight, float[] levels, int from, int count, int[] sums) {
    int step = Axes.last(axes.x());
    for (int i = 0; i < count; i++) {
      sums[i] += weight * ((int) levels[from + i * step] - zero);
    }
  }
}
