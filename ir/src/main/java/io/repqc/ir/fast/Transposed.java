package io.repqc.ir.fast;

import java.util.function.IntUnaryOperator;

/** Matrices whose lanes lie one after the other, {@code rows} elements each. */
record Transposed(float[] elements, IntUnaryOperator start, int rows) implements Rows {

  @Override
  public void copy(int group, int firstRow, int count, int firstLane, int lanes, float[][] to) {
    int first = start.applyAsInt(group) + firstLane * rows + firstRow;
    for (int lane = 0; lane < lanes; lane++) {
      for (int row = 0; row < count; row++) {
        to[row][lane] = elements[first + lane * rows + row];
      }
    }
  }
}
