package io.repqc.ir.fast;

/** The right factor of a {@link Product}, handed out in pieces of its rows. */
interface Rows {

  /**
   * Writes {@code lanes} elements, from {@code firstLane} on, of the first {@code rows} rows from
   * {@code firstRow} on of the group's matrix, each into an array of its own.
   */
  void copy(int group, int firstRow, int rows, int firstLane, int lanes, float[][] to);
}
