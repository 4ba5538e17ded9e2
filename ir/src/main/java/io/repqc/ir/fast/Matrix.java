package io.repqc.ir.fast;

import java.util.function.IntUnaryOperator;

/** Matrices of {@code columns} columns, row by row, that begin where {@code start} says. */
record Matrix(float[] elements, IntUnaryOperator start, int columns) implements Rows {

  @Override
  public void copy(int group, int firstRow, int rows, int firstLane, int lanes, float[][] to) {
    int first = start.applyAsInt(group) + firstRow * columns + firstLane;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(elements, first + row * columns, to[row], 0, lanes);
    }
  }
}
