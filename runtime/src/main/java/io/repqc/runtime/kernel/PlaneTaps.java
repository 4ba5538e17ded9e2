package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * Copies of a channel, one for each tap of a kernel: what the tap meets at each place of a part of
 * the result.
 *
 * @param again by how many rows of taps another one is further on that meets the same rows
 * @param shift and by how many rows of the result they lie apart
 */
public record PlaneTaps(
    int[] xSize,
    int row,
    int[] kernel,
    int[] stride,
    int[] dilation,
    int[] before,
    int zero,
    int again,
    int shift) {
  int count() {
    return kernel[0] * kernel[1];
  }

  /** Fills the planes from {@code first} on, for rows and columns of the result. */
  void fill(
      float[] levels,
      int from,
      float[][] planes,
      int first,
      int atRow,
      int atColumn,
      int rows,
      int columns) {
    for (int i = 0; i < kernel[0]; i++) {
      int all = rows + (kernel[0] - 1 - i) / again * shift;
      for (int j = 0; j < kernel[1]; j++) {
        float[] plane = planes[first + i * kernel[1] + j];
        if (i >= again) {
          float[] other = planes[first + (i - again) * kernel[1] + j];
          System.arraycopy(other, shift * columns, plane, 0, all * columns);
        } else {
          int x = atRow * stride[0] - before[0] + i * dilation[0];
          int y = atColumn * stride[1] - before[1] + j * dilation[1];
          copy(levels, from, x, y, plane, all, columns);
        }
      }
    }
  }

  /** Copies what lies steps apart from this row and column on; outside is zero. */
  private void copy(
      float[] levels, int from, int atRow, int atColumn, float[] plane, int rows, int columns) {
    int left = inside(-atColumn, stride[1], columns);
    int right = Math.max(left, inside(xSize[1] - atColumn, stride[1], columns));
    int top = inside(-atRow, stride[0], rows);
    int bottom = Math.max(top, inside(xSize[0] - atRow, stride[0], rows));
    Arrays.fill(plane, 0, top * columns, zero);
    Arrays.fill(plane, bottom * columns, rows * columns, zero);
    if (top == bottom) {
      return;
    }
    int source = from + (atRow + top * stride[0]) * row + atColumn + left * stride[1];
    if (right - left == columns && stride[1] == 1 && stride[0] * row == columns) {
      System.arraycopy(levels, source, plane, top * columns, (bottom - top) * columns);
      return;
    }
    for (int i = top; i < bottom; i++, source += stride[0] * row) {
      copy(levels, source, plane, i * columns, left, right, columns);
    }
  }

  /** How many of so many numbers from 0 on, times a step, are below a limit. */
  private static int inside(int limit, int step, int count) {
    return Math.max(0, Math.min(count, (limit + step - 1) / step));
  }

  private void copy(
      float[] levels, int source, float[] plane, int at, int left, int right, int columns) {
    for (int i = 0; i < left; i++) {
      plane[at + i] = zero;
    }
    for (int i = right; i < columns; i++) {
      plane[at + i] = zero;
    }
    if (left < right) {
      Lanes.gather(levels, source, stride[1], plane, at + left, right - left);
    }
  }
}
