package io.repqc.runtime.kernel;

/**
 * What levels or sums stand for.
 *
 * @param wide whether x holds sums, not levels
 */
public record Decode(int[] sizes, int[] x, int[] y, int[] scale, int wide, int zero) {
  public void run(
      float[] scales,
      int scalesAt,
      Object integers,
      int integersAt,
      float[] numbers,
      int numbersAt) {
    int[] index = new int[sizes.length];
    do {
      int from = integersAt + Axes.distance(index, x);
      int to = numbersAt + Axes.distance(index, y);
      int own = scalesAt + Axes.distance(index, scale);
      for (int i = 0; i < Axes.last(sizes); i++) {
        int at = from + i * Axes.last(x);
        int steps = wide != 0 ? ((int[]) integers)[at] : (int) ((float[]) integers)[at] - zero;
        numbers[to + i * Axes.last(y)] = steps * scales[own + i * Axes.last(scale)];
      }
    } while (Axes.nextRun(sizes, index));
  }
}
