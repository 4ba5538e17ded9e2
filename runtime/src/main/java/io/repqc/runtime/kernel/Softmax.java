package io.repqc.runtime.kernel;

/**
 * By a table of exponentials, times 2^30, of steps below the row's largest; the results times 2^24.
 *
 * @param groups a row each
 */
public record Softmax(Walk groups, Walk members, Finish finish) {
  public void run(
      FinishWith with,
      float[] levels,
      int levelsAt,
      int[] exponentials,
      int exponentialsAt,
      Object result,
      int resultAt) {
    int size = Axes.last(members.sizes());
    int step = Axes.last(members.x());
    int yStep = Axes.last(members.y());
    int channelStep = Axes.last(members.channel());
    int[] parts = new int[Finish.RUN];
    int[] index = new int[groups.sizes().length];
    do {
      int from = levelsAt + Axes.distance(index, groups.x());
      int to = resultAt + Axes.distance(index, groups.y());
      int channel = Axes.distance(index, groups.channel());
      int peak = exponentialsAt + peak(levels, from);
      long whole = 0;
      for (int i = 0; i < size; i++) {
        whole += exponentials[peak - (int) levels[from + i * step]];
      }
      for (int start = 0; start < size; start += Finish.RUN) {
        int count = Math.min(size - start, Finish.RUN);
        for (int i = 0; i < count; i++) {
          long part = exponentials[peak - (int) levels[from + (start + i) * step]];
          parts[i] = (int) (((part << 24) + whole / 2) / whole);
        }
        int own = channel + start * channelStep;
        finish.run(with, parts, count, own, channelStep, result, to + start * yStep, yStep);
      }
    } while (Axes.nextIndex(groups.sizes(), index));
  }

  /** The largest level of a row. */
  private int peak(float[] levels, int from) {
    float peak = 0;
    for (int i = 0; i < Axes.last(members.sizes()); i++) {
      peak = Math.max(peak, levels[from + i * Axes.last(members.x())]);
    }
    return (int) peak;
  }
}
