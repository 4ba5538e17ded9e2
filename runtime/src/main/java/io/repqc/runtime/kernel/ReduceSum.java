package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * Sums over any axes.
 *
 * @param groups each makes one result
 */
public record ReduceSum(Walk groups, Walk members, int zero, Finish finish) {
  public void run(FinishWith with, float[] levels, int levelsAt, Object result, int resultAt) {
    int xStep = Axes.last(groups.x());
    int yStep = Axes.last(groups.y());
    int channelStep = Axes.last(groups.channel());
    int[] sums = new int[Finish.RUN];
    int[] index = new int[groups.sizes().length];
    do {
      int from = levelsAt + Axes.distance(index, groups.x());
      int to = resultAt + Axes.distance(index, groups.y());
      int channel = Axes.distance(index, groups.channel());
      for (int start = 0; start < Axes.last(groups.sizes()); start += Finish.RUN) {
        int count = Math.min(Axes.last(groups.sizes()) - start, Finish.RUN);
        sum(levels, from + start * xStep, count, sums);
        int own = channel + start * channelStep;
        finish.run(with, sums, count, own, channelStep, result, to + start * yStep, yStep);
      }
    } while (Axes.nextRun(groups.sizes(), index));
  }

  /** Sums so many neighbouring groups. */
  private void sum(float[] levels, int first, int count, int[] sums) {
    int size = Axes.last(members.sizes());
    int step = Axes.last(members.x());
    int groupStep = Axes.last(groups.x());
    Arrays.fill(sums, 0);
    int[] index = new int[members.sizes().length];
    do {
      int from = first + Axes.distance(index, members.x());
      if (groupStep == 1) {
        for (int i = 0; i < size; i++) {
          addMembers(levels, from + i * step, count, sums);
        }
      } else {
        for (int group = 0; group < count; group++) {
          sums[group] += sumMembers(levels, from + group * groupStep, size, step);
        }
      }
    } while (Axes.nextRun(members.sizes(), index));
  }

  /** Adds one member of each group; they lie next to each other. */
  private void addMembers(float[] levels, int from, int count, int[] sums) {
    for (int group = 0; group < count; group++) {
      sums[group] += (int) levels[from + group] - zero;
    }
  }

  /** The sum of members of one group. */
  private int sumMembers(float[] levels, int from, int count, int step) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (int) levels[from + i * step] - zero;
    }
    return sum;
  }
}
