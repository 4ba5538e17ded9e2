package io.repqc.runtime.kernel;

/**
 * The larger or the smaller of two tensors' integers.
 *
 * @param wide whether they are sums, not levels
 */
public record Extreme(int[] sizes, int[] a, int[] b, int[] y, int wide, int larger) {
  public void run(Object one, int oneAt, Object two, int twoAt, Object result, int resultAt) {
    int[] index = new int[sizes.length];
    do {
      int first = oneAt + Axes.distance(index, a);
      int second = twoAt + Axes.distance(index, b);
      int to = resultAt + Axes.distance(index, y);
      if (wide != 0) {
        sums((int[]) one, first, (int[]) two, second, (int[]) result, to);
      } else if (larger != 0) {
        largerLevels((float[]) one, first, (float[]) two, second, (float[]) result, to);
      } else {
        smallerLevels((float[]) one, first, (float[]) two, second, (float[]) result, to);
      }
    } while (Axes.nextRun(sizes, index));
  }

  private void sums(int[] one, int first, int[] two, int second, int[] result, int to) {
    int aStep = Axes.last(a);
    int bStep = Axes.last(b);
    int yStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      int own = one[first + i * aStep];
      int other = two[second + i * bStep];
      result[to + i * yStep] = larger != 0 ? Math.max(own, other) : Math.min(own, other);
    }
  }

  private void largerLevels(
      float[] one, int first, float[] two, int second, float[] result, int to) {
    int aStep = Axes.last(a);
    int bStep = Axes.last(b);
    int yStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      result[to + i * yStep] = Math.max(one[first + i * aStep], two[second + i * bStep]);
    }
  }

  private void smallerLevels(
      float[] one, int first, float[] two, int second, float[] result, int to) {
    int aStep = Axes.last(a);
    int bStep = Axes.last(b);
    int yStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      result[to + i * yStep] = Math.min(one[first + i * aStep], two[second + i * bStep]);
    }
  }
}
