package io.repqc.runtime.kernel;

/**
 * What becomes of exact sums.
 *
 * @param to one of the constants
 * @param uniform whether one factor holds for all channels
 * @param shift a sum is {@code products * 2^shift + bias}
 * @param lowest with {@code highest} the bounds of what is rounded, to which {@code zero} is added
 * @param own what is rounded, times this, plus {@code (other - otherZero) * others} is a second sum
 * @param added the second requantization
 */
public record Finish(
    int to,
    int uniform,
    int shift,
    int lowest,
    int highest,
    int zero,
    int own,
    int others,
    int otherZero,
    Factors added,
    int addedLowest,
    int addedHighest,
    int addedZero) {
  /** They stay as they are: y is an {@code int[]}. */
  public static final int TO_SUMS = 0;

  /** Requantized. */
  public static final int TO_LEVELS = 1;

  /** Requantized by another factor below zero. */
  public static final int TO_LEAKY = 2;

  /** Requantized, and looked up. */
  public static final int TO_TABLE = 3;

  /** Requantized, added to the levels of another tensor, and requantized again. */
  public static final int TO_ADDED = 4;

  /** How many sums a kernel hands over at once, at most. */
  static final int RUN = 64;

  /** Finishes {@code count} sums of neighbouring channels that lie one after the other. */
  void run(
      FinishWith with,
      int[] products,
      int count,
      int channel,
      float[] other,
      int otherAt,
      Object y,
      int yAt) {
    run(with, products, count, channel, 1, other, otherAt, 1, y, yAt, 1);
  }

  /** Finishes sums to which no other tensor is added. */
  void run(
      FinishWith with,
      int[] products,
      int count,
      int channel,
      int channelStep,
      Object y,
      int yAt,
      int yStep) {
    run(with, products, count, channel, channelStep, null, 0, 0, y, yAt, yStep);
  }

  /** Finishes {@code count} sums that lie steps apart, and so do their channels. */
  void run(
      FinishWith with,
      int[] products,
      int count,
      int channel,
      int channelStep,
      float[] other,
      int otherAt,
      int otherStep,
      Object y,
      int yAt,
      int yStep) {
    if (to == TO_SUMS) {
      int[] sums = (int[]) y;
      for (int i = 0; i < count; i++) {
        sums[yAt + i * yStep] = sum(with, products[i], channel + i * channelStep);
      }
      return;
    }
    float[] levels = (float[]) y;
    for (int i = 0; i < count; i++) {
      int own = channel + i * channelStep;
      int sum = sum(with, products[i], own);
      float beside = to == TO_ADDED ? other[otherAt + i * otherStep] : 0;
      levels[yAt + i * yStep] = level(with, sum, own, beside);
    }
  }

  private int sum(FinishWith with, int products, int channel) {
    int sum = products << shift;
    return with.bias() == null ? sum : sum + with.bias()[channel];
  }

  /** The level that a sum becomes. */
  private float level(FinishWith with, int sum, int channel, float other) {
    Factors factors = to == TO_LEAKY && sum < 0 ? with.below() : with.factors();
    int steps = factors.rounded(sum, uniform != 0 ? 0 : channel, lowest, highest);
    if (to == TO_TABLE) {
      return with.table()[steps + zero];
    }
    if (to == TO_ADDED) {
      int second = steps * own + ((int) other - otherZero) * others;
      return added.rounded(second, 0, addedLowest, addedHighest) + addedZero;
    }
    return steps + zero;
  }
}
