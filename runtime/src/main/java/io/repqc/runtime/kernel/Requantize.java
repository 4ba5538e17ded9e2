package io.repqc.runtime.kernel;

/**
 * Sums or levels brought to other levels.
 *
 * @param wide whether x holds sums, not levels
 */
public record Requantize(
    int[] sizes, int[] x, int[] y, int[] channel, int wide, int zero, Finish finish) {
  public void run(FinishWith with, Object integers, int integersAt, Object result, int resultAt) {
    int xStep = Axes.last(x);
    int yStep = Axes.last(y);
    int channelStep = Axes.last(channel);
    Steps steps = new Steps(wide, zero);
    int[] sums = new int[Finish.RUN];
    int[] index = new int[sizes.length];
    do {
      int from = integersAt + Axes.distance(index, x);
      int to = resultAt + Axes.distance(index, y);
      int first = Axes.distance(index, channel);
      for (int start = 0; start < Axes.last(sizes); start += Finish.RUN) {
        int count = Math.min(Axes.last(sizes) - start, Finish.RUN);
        steps.read(integers, from + start * xStep, xStep, count, sums);
        int own = first + start * channelStep;
        finish.run(with, sums, count, own, channelStep, result, to + start * yStep, yStep);
      }
    } while (Axes.nextRun(sizes, index));
  }
}
