package io.repqc.tune.training;

import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Shape;

/** How an image lies in memory: planes of rows of pixels of some numbers. */
record Raster(int planes, int height, int width, int depth) {

  /** Of the items of a tensor of four axes. */
  static Raster of(Shape shape, Layout layout) {
    return layout == Layout.NCHW
        ? new Raster(shape.dim(1), shape.dim(2), shape.dim(3), 1)
        : new Raster(1, shape.dim(1), shape.dim(2), shape.dim(3));
  }

  int count() {
    return planes * height * width * depth;
  }

  /** Copies image {@code item} to place {@code place}, whose numbers are 0, moved. */
  void copy(float[] from, int item, float[] to, int place, Move move) {
    int firstRow = Math.max(0, move.down());
    int lastRow = Math.min(height, height + move.down());
    int row = width * depth;
    for (int plane = 0; plane < planes; plane++) {
      int source = item * count() + plane * height * row;
      int target = place * count() + plane * height * row;
      for (int y = firstRow; y < lastRow; y++) {
        copyRow(from, source + (y - move.down()) * row, to, target + y * row, move);
      }
    }
  }

  private void copyRow(float[] from, int source, float[] to, int target, Move move) {
    int first = Math.max(0, move.right());
    int last = Math.min(width, width + move.right());
    if (!move.mirrors() && first < last) {
      int start = source + (first - move.right()) * depth;
      System.arraycopy(from, start, to, target + first * depth, (last - first) * depth);
      return;
    }
    for (int x = first; x < last; x++) {
      int mirrored = width - 1 - (x - move.right());
      for (int i = 0; i < depth; i++) {
        to[target + x * depth + i] = from[source + mirrored * depth + i];
      }
    }
  }
}
