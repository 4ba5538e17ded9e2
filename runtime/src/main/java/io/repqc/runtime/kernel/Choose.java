package io.repqc.runtime.kernel;

/**
 * Elements of a where the choice is 1, of b where it is 0.
 *
 * @param bytes of an element of the C twin: 1 or 4
 */
public record Choose(int[] sizes, int[] choice, int[] a, int[] b, int[] y, int bytes) {
  public void run(
      byte[] choices,
      int choicesAt,
      Object one,
      int oneAt,
      Object two,
      int twoAt,
      Object result,
      int resultAt) {
    int[] index = new int[sizes.length];
    do {
      int chosen = choicesAt + Axes.distance(index, choice);
      int first = oneAt + Axes.distance(index, a);
      int second = twoAt + Axes.distance(index, b);
      int to = resultAt + Axes.distance(index, y);
      for (int i = 0; i < Axes.last(sizes); i++) {
        boolean isFirst = choices[chosen + i * Axes.last(choice)] != 0;
        Object from = isFirst ? one : two;
        int source = isFirst ? first + i * Axes.last(a) : second + i * Axes.last(b);
        copy(from, source, result, to + i * Axes.last(y));
      }
    } while (Axes.nextRun(sizes, index));
  }

  private static void copy(Object from, int source, Object to, int target) {
    if (to instanceof int[] sums) {
      sums[target] = ((int[]) from)[source];
    } else {
      ((float[]) to)[target] = ((float[]) from)[source];
    }
  }
}
