package io.repqc.runtime.kernel;

/**
 * The largest or smallest over any axes.
 *
 * @param groups each makes one result
 * @param wide whether they are sums, not levels
 * @param reverse -1 for the smallest, 0 for the largest: to reverse all bits is to reverse the
 *     order
 */
public record ReduceExtreme(Walk groups, Walk members, int wide, int reverse) {
  public void run(Object integers, int integersAt, Object result, int resultAt) {
    int[] index = new int[groups.sizes().length];
    do {
      int from = integersAt + Axes.distance(index, groups.x());
      int to = resultAt + Axes.distance(index, groups.y());
      if (wide != 0) {
        ((int[]) result)[to] = extreme((int[]) integers, from);
      } else {
        ((float[]) result)[to] = extreme((float[]) integers, from);
      }
    } while (Axes.nextIndex(groups.sizes(), index));
  }

  private int extreme(int[] sums, int first) {
    int best = Integer.MIN_VALUE;
    int[] index = new int[members.sizes().length];
    do {
      int from = first + Axes.distance(index, members.x());
      for (int i = 0; i < Axes.last(members.sizes()); i++) {
        best = Math.max(best, sums[from + i * Axes.last(members.x())] ^ reverse);
      }
    } while (Axes.nextRun(members.sizes(), index));
    return best ^ reverse;
  }

  private int extreme(float[] levels, int first) {
    int best = Integer.MIN_VALUE;
    int[] index = new int[members.sizes().length];
    do {
      int from = first + Axes.distance(index, members.x());
      for (int i = 0; i < Axes.last(members.sizes()); i++) {
        best = Math.max(best, (int) levels[from + i * Axes.last(members.x())] ^ reverse);
      }
    } while (Axes.nextRun(members.sizes(), index));
    return best ^ reverse;
  }
}
