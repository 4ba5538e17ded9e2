package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * Copies of a channel, one for each tap of a kernel: what the tap meets at each place of a part of
 * the result.
 *
 * @param again along each axis by how many taps another one is further on that meets the same
 * @param shift and how many places of the result later
 */
public record PlaneTaps(
    int[] xSize,
    int[] kernel,
    int[] stride,
    int[] dilation,
    int[] before,
    int zero,
    int[] again,
    int[] shift) {
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
      int all = rows + (kernel[0] - 1 - i) / again[0] * shift[0];
      int x = atRow * stride[0] - before[0] + i * dilation[0];
      for (int j = 0; j < kernel[1]; j++) {
        int y = atColumn * stride[1] - before[1] + j * dilation[1];
        int tap = first + i * kernel[1] + j;
        if (i >= again[0]) {
          float[] other = planes[tap - again[0] * kernel[1]];
          System.arraycopy(other, shift[0] * columns, planes[tap], 0, all * columns);
        } else if (j >= again[1] && !isWhole(columns)) {
          shift(planes[tap - again[1]], levels, from, x, y, planes[tap], all, columns);
        } else {
          copy(levels, from, x, y, planes[tap], all, columns);
        }
      }
    }
  }

  /** Whether what a tap meets in neighbouring rows lies in one piece. */
  private boolean isWhole(int columns) {
    return stride[0] == 1 && stride[1] == 1 && columns == xSize[1];
  }

  /** Takes over what an earlier tap meets some places later; the last ones of each row are new. */
  private void shift(
      float[] other,
      float[] levels,
      int from,
      int atRow,
      int atColumn,
      float[] plane,
      int rows,
      int columns) {
    int count = Math.max(0, rows * columns - shift[1]);
    System.arraycopy(other, rows * columns - count, plane, 0, count);
    for (int i = 0; i < rows; i++) {
      int row = atRow + i * stride[0];
      boolean isInside = row >= 0 && row < xSize[0];
      for (int j = Math.max(0, columns - shift[1]); j < columns; j++) {
        int column = atColumn + j * stride[1];
        plane[i * columns + j] =
            isInside && column >= 0 && column < xSize[1]
                ? levels[from + row * xSize[1] + column]
                : zero;
      }
    }
  }

  /** Copies what lies steps apart from this row and column on; outside is zero. */
  private void copy(
      float[] levels, int from, int atRow, int atColumn, float[] plane, int rows, int columns) {
    int left = inside(-atColumn, stride[1], columns);
    int right = inside(xSize[1] - atColumn, stride[1], columns);
    int top = inside(-atRow, stride[0], rows);
    int bottom = inside(xSize[0] - atRow, stride[0], rows);
    if (left >= right || top >= bottom) {
      Arrays.fill(plane, 0, rows * columns, zero);
      return;
    }
    Arrays.fill(plane, 0, top * columns, zero);
    Arrays.fill(plane, bottom * columns, rows * columns, zero);
    int source = from + (atRow + top * stride[0]) * xSize[1] + atColumn + left * stride[1];
    if (isWhole(columns)) {
      int count = (bottom - top) * columns - left - (columns - right);
      System.arraycopy(levels, source, plane, top * columns + left, count);
    } else {
      for (int i = top; i < bottom; i++, source += stride[0] * xSize[1]) {
        Lanes.gather(levels, source, stride[1], plane, i * columns + left, right - left);
      }
    }
    for (int i = top; i < bottom; i++) {
      fill(plane, i * columns, i * columns + left);
      fill(plane, i * columns + right, (i + 1) * columns);
    }
  }

  private void fill(float[] plane, int start, int end) {
    for (int i = start; i < end; i++) {
      plane[i] = zero;
    }
  }

  /** How many of so many numbers from 0 on, times a step, are below a limit. */
  private static int inside(int limit, int step, int count) {
    return Math.max(0, Math.min(count, (limit + step - 1) / step));
  }
}
