package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * Floats to the nearest level, ties to even, of numbers that lie one after the other.
 *
 * @param lowest with {@code highest} the bounds, to which {@code zero} is added
 */
public record PlaneEncode(int count, float scale, int lowest, int highest, int zero) {
  private static final int PART = 256;

  public void run(float[] numbers, int numbersAt, float[] levels, int levelsAt, float[][] planes) {
    float[] part = planes[0];
    float[] check = planes[1];
    Arrays.fill(check, 0, PART, 0);
    for (int start = 0; start < count; start += PART) {
      int length = Math.min(PART, count - start);
      System.arraycopy(numbers, numbersAt + start, part, 0, length);
      Lanes.divide(part, scale, length);
      Lanes.check(check, part, length);
      Lanes.round(part, 1, 0, 1, lowest, highest, zero, length);
      System.arraycopy(part, 0, levels, levelsAt + start, length);
    }
    if (!isZero(check)) {
      int[] step = {1};
      new Encode(new int[] {count}, step, step, scale, lowest, highest, zero)
          .run(numbers, numbersAt, levels, levelsAt);
    }
  }

  /** Not where any number was none, or without end. */
  private static boolean isZero(float[] check) {
    for (int i = 0; i < PART; i++) {
      if (check[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
