package io.repqc.runtime.kernel;

/**
 * The entry of each level; the first is that of the least.
 *
 * @param bytes of an entry of the C twin: 1 or 4
 */
public record Lookup(int[] sizes, int[] x, int[] y, int bytes) {
  public void run(
      Object table, int tableAt, float[] levels, int levelsAt, Object result, int resultAt) {
    int[] index = new int[sizes.length];
    do {
      int from = levelsAt + Axes.distance(index, x);
      int to = resultAt + Axes.distance(index, y);
      if (result instanceof int[] sums) {
        look((int[]) table, tableAt, levels, from, sums, to);
      } else {
        look((float[]) table, tableAt, levels, from, (float[]) result, to);
      }
    } while (Axes.nextRun(sizes, index));
  }

  private void look(int[] table, int tableAt, float[] levels, int from, int[] result, int to) {
    int step = Axes.last(x);
    int toStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      result[to + i * toStep] = table[tableAt + (int) levels[from + i * step]];
    }
  }

  private void look(float[] table, int tableAt, float[] levels, int from, float[] result, int to) {
    int step = Axes.last(x);
    int toStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      result[to + i * toStep] = table[tableAt + (int) levels[from + i * step]];
    }
  }
}
