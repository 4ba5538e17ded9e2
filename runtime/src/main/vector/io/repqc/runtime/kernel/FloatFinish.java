package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** What becomes of sums in vectors, where they are requantized by factors that are floats. */
final class FloatFinish {
  private static final float ALL_FRACTIONS_END = 12582912; // 1.5 * 2^23: the next float is 1 away
  private static final int ITS_BITS = 0x4B400000;

  private final Finish finish;
  private final int[] bias;
  private final float[] factors;
  private final float added;
  private final boolean isAdded;

  /** Whether sums are only requantized, and perhaps added to levels. */
  static boolean fits(Finish finish, FinishWith with) {
    return (finish.to() == Finish.TO_LEVELS || finish.to() == Finish.TO_ADDED)
        && with.factors() instanceof OnnxFactors;
  }

  FloatFinish(Finish finish, FinishWith with) {
    this.finish = finish;
    this.bias = with.bias();
    this.factors = ((OnnxFactors) with.factors()).factors();
    this.isAdded = finish.to() == Finish.TO_ADDED;
    this.added = isAdded ? ((OnnxFactors) finish.added()).factors()[0] : 0;
  }

  /**
   * Rounds the sums of a vector of channels, of some pixels. They, and with their bias, too, are
   * below 2^24, so that floats hold them.
   */
  void round(
      float[] sums, int from, int step, int channel, float[] y, int[] to, int offset, int pixels) {
    FloatVector scale = Vectors.all(1 << finish.shift());
    FloatVector begin = Vectors.toFloats(Vectors.ints(bias, channel));
    FloatVector factor = factor(channel);
    int lowest = finish.lowest();
    int highest = finish.highest();
    int zero = isAdded ? 0 : finish.zero();
    for (int i = 0; i < pixels; i++) {
      FloatVector sum = Vectors.plusProduct(begin, Vectors.floats(sums, from + i * step), scale);
      levels(sum.mul(factor), lowest, highest, zero).intoArray(y, to[i] + offset);
    }
  }

  /** The same of sums in 32 bits. */
  void round(
      int[] sums, int from, int step, int channel, float[] y, int[] to, int offset, int pixels) {
    IntVector begin = Vectors.ints(bias, channel);
    FloatVector factor = factor(channel);
    int lowest = finish.lowest();
    int highest = finish.highest();
    int zero = isAdded ? 0 : finish.zero();
    for (int i = 0; i < pixels; i++) {
      IntVector products = Vectors.ints(sums, from + i * step);
      FloatVector sum = Vectors.toFloats(products.mul(1 << finish.shift()).add(begin));
      levels(sum.mul(factor), lowest, highest, zero).intoArray(y, to[i] + offset);
    }
  }

  private FloatVector factor(int channel) {
    return finish.uniform() != 0 ? Vectors.all(factors[0]) : Vectors.floats(factors, channel);
  }

  /** Adds other levels to those that were rounded, which are not counted from their zero then. */
  void add(
      float[] y, int[] at, int offset, float[] other, int[] otherAt, int otherOffset, int pixels) {
    int lowest = finish.addedLowest();
    int highest = finish.addedHighest();
    int zero = finish.addedZero();
    int otherZero = ITS_BITS + finish.otherZero();
    for (int i = 0; i < pixels; i++) {
      IntVector steps = bits(Vectors.floats(y, at[i] + offset)).sub(ITS_BITS);
      IntVector beside = bits(Vectors.floats(other, otherAt[i] + otherOffset)).sub(otherZero);
      IntVector sum = steps.mul(finish.own()).add(beside.mul(finish.others()));
      levels(Vectors.toFloats(sum).mul(added), lowest, highest, zero).intoArray(y, at[i] + offset);
    }
  }

  /**
   * To the nearest, ties to even, as the bits of a float that many fractions away. These are in the
   * order of what they stand for, and negative where that is far below.
   */
  private static IntVector bits(FloatVector numbers) {
    return numbers.add(ALL_FRACTIONS_END).reinterpretAsInts();
  }

  /** Rounded within bounds whose magnitude is below 2^17, to which the zero point is added. */
  static FloatVector levels(FloatVector steps, int lowest, int highest, int zero) {
    return bits(steps)
        .max(ITS_BITS + lowest)
        .min(ITS_BITS + highest)
        .reinterpretAsFloats()
        .sub(ALL_FRACTIONS_END - zero);
  }
}
