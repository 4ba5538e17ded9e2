package io.repqc.runtime.kernel;

/** From one pixel to the next along a row and along a column, in what is read and written. */
interface PixelSteps {
  int columns();

  int xRow();

  int xColumn();

  int otherRow();

  int otherColumn();

  int yRow();

  int yColumn();
}
