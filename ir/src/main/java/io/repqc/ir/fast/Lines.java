package io.repqc.ir.fast;

/**
 * Where the lanes of one image lie in its output planes of {@code depth * height} lines of {@code
 * width}: the lanes' own lines are {@code widthGrid} apart, of which {@code heightGrid} make a
 * slice. Lanes outside the output belong to nothing.
 */
record Lines(int depth, int height, int width, int heightGrid, int widthGrid) {

  /** Lanes that are the output positions, one after the other. */
  static Lines plain(int width) {
    return new Lines(1, 1, width, 1, width);
  }

  int lanes() {
    return ((depth - 1) * heightGrid + height - 1) * widthGrid + width;
  }

  int positions() {
    return depth * height * width;
  }
}
