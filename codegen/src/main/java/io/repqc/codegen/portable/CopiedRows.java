package io.repqc.codegen.portable;

import io.repqc.codegen.Settings;

/**
 * How rows of an operand are copied, with what is around them.
 *
 * @param columnStep levels from one window to the next
 * @param columns as many windows
 * @param window levels from the first that a window reads to the last
 */
record CopiedRows(Plane plane, int zero, int columnStep, int columns, int window) {
  /** The level of a row that its first window reads first. */
  int firstLevel() {
    return Math.max(0, -plane.before(1)) * plane.x(2);
  }

  private int before() {
    return Math.max(0, plane.before(1)) * plane.x(2);
  }

  private int length() {
    int end = firstLevel() + (columns - 1) * columnStep + window;
    return Math.max(before() + plane.rowLength(), end);
  }

  private int span() {
    return (plane.kernel(0) - 1) * plane.dilation(0) + 1;
  }

  /** The levels of all rows that a window spans. */
  long levels() {
    return (long) span() * length();
  }

  Settings settings() {
    return Settings.of("copied_rows")
        .with("x", new int[] {plane.x(0), plane.x(1)})
        .with("x_rows", plane.input(0))
        .with("x_length", plane.rowLength())
        .with("first", -plane.before(0))
        .with("step", plane.stride(0))
        .with("span", span())
        .with("before", before())
        .with("length", length())
        .with("zero", zero);
  }
}
