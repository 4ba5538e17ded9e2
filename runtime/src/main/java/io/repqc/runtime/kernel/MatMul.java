package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * Products of matrices of levels.
 *
 * @param sizes the matrices, how many along each axis; their strides are from one to the next
 */
public record MatMul(
    int[] sizes,
    int[] a,
    int[] b,
    int[] y,
    int rows,
    int columns,
    int depth,
    int aRow,
    int aDepth,
    int bDepth,
    int bColumn,
    int yRow,
    int yColumn,
    int aZero,
    int bZero,
    Finish finish) {
  public void run(
      FinishWith with,
      float[] left,
      int leftAt,
      float[] right,
      int rightAt,
      Object result,
      int resultAt) {
    int[] sums = new int[Finish.RUN];
    int[] index = new int[sizes.length];
    do {
      int from = leftAt + Axes.distance(index, a);
      int second = rightAt + Axes.distance(index, b);
      int to = resultAt + Axes.distance(index, y);
      for (int i = 0; i < rows; i++) {
        row(with, left, from + i * aRow, right, second, sums, result, to + i * yRow);
      }
    } while (Axes.nextIndex(sizes, index));
  }

  private void row(
      FinishWith with,
      float[] left,
      int from,
      float[] right,
      int second,
      int[] sums,
      Object result,
      int to) {
    for (int start = 0; start < columns; start += Finish.RUN) {
      int count = Math.min(columns - start, Finish.RUN);
      Arrays.fill(sums, 0);
      for (int k = 0; k < depth; k++) {
        int steps = (int) left[from + k * aDepth] - aZero;
        addProducts(sums, steps, right, second + k * bDepth + start * bColumn, count);
      }
      finish.run(with, sums, count, start, 1, result, to + start * yColumn, yColumn);
    }
  }

  /** Adds one number's products with so many columns. */
  private void addProducts(int[] sums, int steps, float[] right, int second, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += steps * ((int) right[second + i * bColumn] - bZero);
    }
  }
}
