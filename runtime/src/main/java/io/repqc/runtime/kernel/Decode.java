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
      if (wide != 0) {
        decode((int[]) integers, from, scales, own, numbers, to);
      } else {
        decode((float[]) integers, from, scales, own, numbers, to);
      }
    } while (Axes.nextRun(sizes, index));
  }

  private void decode(int[] sums, int from, float[] scales, int own, float[] numbers, int to) {
    int step = Axes.last(x);
    int scaleStep = Axes.last(scale);
    int numberStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      numbers[to + i * numberStep] = sums[from + i * step] * scales[own + i * scaleStep];
    }
  }

  private void decode(float[] levels, int from, float[] scales, int own, float[] numbers, int to) {
    int step = Axes.last(x);
    int scaleStep = Axes.last(scale);
    int numberStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      numbers[to + i * numberStep] = (levels[from + i * step] - zero) * scales[own + i * scaleStep];
    }
  }
}
