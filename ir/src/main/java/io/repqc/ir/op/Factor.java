package io.repqc.ir.op;

/**
 * A ratio of scales as a {@link Convention} computes with it: f32, or a 31-bit multiplier and a
 * shift. What generated code prints, so that it holds no number that is not decided here.
 *
 * @param f32 the ratio, for {@link Convention#ONNX}
 * @param multiplier for the others: the ratio is {@code multiplier / 2^(31 - shift)}
 * @param shift the power of two beside the multiplier
 */
public record Factor(Convention convention, float f32, int multiplier, int shift) {
  private static final int BITS = 31;
  private static final int LARGEST_SHIFT = 30;

  /** {@code from / to}, of the exact scale of what is rounded and the f32 scale of the levels. */
  public static Factor of(Convention convention, double from, float to) {
    if (convention == Convention.ONNX) {
      return new Factor(convention, (float) from / to, 0, 0);
    }
    double ratio = Math.abs(from) / to;
    int shift = Math.getExponent(ratio) + 1;
    long multiplier = (long) Math.floor(Math.scalb(ratio, BITS - shift) + 0.5);
    if (multiplier == 1L << BITS) {
      multiplier >>= 1;
      shift++;
    }
    if (shift < -BITS) {
      return new Factor(convention, 0, 0, 0);
    }
    int sign = from < 0 ? -1 : 1;
    return shift > LARGEST_SHIFT
        ? new Factor(convention, 0, sign * Integer.MAX_VALUE, LARGEST_SHIFT)
        : new Factor(convention, 0, sign * (int) multiplier, shift);
  }

  /** The product of {@code sum} and this, rounded and brought into [lowest, highest]. */
  public int round(int sum, int lowest, int highest) {
    return switch (convention) {
      case ONNX -> nearest(sum, lowest, highest);
      case FIXED -> once(sum, lowest, highest);
      case TFLITE -> twice(sum, lowest, highest);
    };
  }

  /**
   * Brings the sums from {@code start} up to {@code end} to the levels that this is a factor to.
   */
  void round(int[] sums, int start, int end, Levels to) {
    int zero = to.zeroPoint();
    int lowest = to.minimum() - zero;
    int highest = to.maximum() - zero;
    switch (convention) {
      case ONNX -> {
        for (int i = start; i < end; i++) {
          sums[i] = nearest(sums[i], lowest, highest) + zero;
        }
      }
      case FIXED -> {
        for (int i = start; i < end; i++) {
          sums[i] = once(sums[i], lowest, highest) + zero;
        }
      }
      case TFLITE -> {
        for (int i = start; i < end; i++) {
          sums[i] = twice(sums[i], lowest, highest) + zero;
        }
      }
    }
  }

  /** The product in f32, rounded half to even; to clamp it before gives the same, but slower. */
  private int nearest(int sum, int lowest, int highest) {
    int rounded = (int) Math.rint((float) sum * f32);
    return Math.max(lowest, Math.min(highest, rounded));
  }

  /** {@code floor(sum * ratio + 1/2)}, clamped. */
  private int once(int sum, int lowest, int highest) {
    int right = BITS - shift;
    long rounded = ((long) sum * multiplier + (1L << (right - 1))) >> right;
    return (int) Math.max(lowest, Math.min(highest, rounded));
  }

  /**
   * gemmlowp's: the high half of the doubled product, rounded to the nearest with ties upward, then
   * divided by a power of two with ties away from zero; clamped.
   */
  private int twice(int sum, int lowest, int highest) {
    int left = Math.max(shift, 0);
    int right = Math.max(-shift, 0);
    long shifted = Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, (long) sum << left));
    int high = (int) ((shifted * multiplier + (1L << (BITS - 1))) >> BITS);
    int mask = (int) ((1L << right) - 1);
    int threshold = (mask >> 1) + (high < 0 ? 1 : 0);
    int rounded = (high >> right) + ((high & mask) > threshold ? 1 : 0);
    return Math.max(lowest, Math.min(highest, rounded));
  }
}
