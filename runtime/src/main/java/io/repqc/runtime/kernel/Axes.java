package io.repqc.runtime.kernel;

/** Loops over axes, the outermost first; those in front that are not needed have size 1. */
final class Axes {
  private Axes() {}

  /** How far an index is from the first element, in elements. */
  static int distance(int[] index, int[] strides) {
    int sum = 0;
    for (int axis = 0; axis < index.length; axis++) {
      sum += index[axis] * strides[axis];
    }
    return sum;
  }

  /** Goes to the next index over the axes up to the given one; false after the end. */
  static boolean nextAlong(int[] sizes, int[] index, int last) {
    for (int axis = last; axis >= 0; axis--) {
      index[axis]++;
      if (index[axis] < sizes[axis]) {
        return true;
      }
      index[axis] = 0;
    }
    return false;
  }

  /** Goes to the next index over all axes but the last. */
  static boolean nextRun(int[] sizes, int[] index) {
    return nextAlong(sizes, index, sizes.length - 2);
  }

  /** Goes to the next index over all axes. */
  static boolean nextIndex(int[] sizes, int[] index) {
    return nextAlong(sizes, index, sizes.length - 1);
  }

  /** The last of some sizes or strides. */
  static int last(int[] numbers) {
    return numbers[numbers.length - 1];
  }
}
