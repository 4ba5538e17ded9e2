package io.repqc.codegen.lower;

/**
 * How far around a tensor's rows and columns its buffer reaches; what lies there stands for zero.
 *
 * @param slack bytes after the end that may be read, but do not matter
 */
public record Border(int top, int left, int bottom, int right, int slack) {
  public static final Border NONE = new Border(0, 0, 0, 0, 0);

  /** As far as any of both. */
  Border union(Border other) {
    return new Border(
        Math.max(top, other.top),
        Math.max(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right),
        Math.max(slack, other.slack));
  }

  /** Whether something must be written there. */
  boolean isFilled() {
    return top > 0 || left > 0 || bottom > 0 || right > 0;
  }
}
