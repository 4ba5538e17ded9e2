package io.repqc.runtime.kernel;

/**
 * Floats to the nearest level, ties to even.
 *
 * @param lowest with {@code highest} the bounds, to which {@code zero} is added
 */
public record Encode(
    int[] sizes, int[] x, int[] y, float scale, int lowest, int highest, int zero) {
  public void run(float[] numbers, int numbersAt, float[] levels, int levelsAt) {
    int count = Axes.last(sizes);
    int step = Axes.last(x);
    int levelStep = Axes.last(y);
    int[] index = new int[sizes.length];
    do {
      int from = numbersAt + Axes.distance(index, x);
      int to = levelsAt + Axes.distance(index, y);
      for (int i = 0; i < count; i++) {
        levels[to + i * levelStep] = level(numbers[from + i * step]);
      }
    } while (Axes.nextRun(sizes, index));
  }

  float level(float number) {
    float steps = number / scale;
    float above = steps > lowest ? steps : lowest; // also where it is not a number
    return OnnxFactors.nearest(above, lowest, highest) + zero;
  }
}
