package io.repqc.runtime.kernel;

/**
 * Loops over a result whose places along some axes read others of x, by tables.
 *
 * @param x strides; 0 along an axis with a table
 * @param taps how many places each place reads; 0 along an axis without a table
 * @param table where its entries start
 */
public record ResizeAxes(int[] sizes, int[] x, int[] y, int[] channel, int[] taps, int[] table) {
  /** Which entry of the tables a tap along an axis has. */
  int entry(int[] index, int[] tap, int axis) {
    return table[axis] + index[axis] * taps[axis] + tap[axis];
  }

  /** Where the taps together read. */
  int tapped(int[] places, int placesAt, int[] index, int[] tap) {
    int from = Axes.distance(index, x);
    for (int axis = 0; axis < taps.length; axis++) {
      from += taps[axis] > 0 ? places[placesAt + entry(index, tap, axis)] : 0;
    }
    return from;
  }
}
