package io.repqc.runtime.kernel;

/**
 * Brings groups to the same mean and variance, in 64 bits.
 *
 * @param groups each is normalized by itself
 * @param count of a group's members
 * @param rootBits how fine the root is
 * @param bits how much finer the numbers are that it divides
 * @param epsilon in the unit of the root's square
 */
public record Normalize(
    NormalizeWalk groups,
    NormalizeWalk members,
    int zero,
    int count,
    int rootBits,
    int bits,
    long epsilon,
    Finish finish) {
  public void run(
      FinishWith with,
      float[] levels,
      int levelsAt,
      int[] gains,
      int gainsAt,
      int[] shifts,
      int shiftsAt,
      Object result,
      int resultAt) {
    int[] sums = new int[Finish.RUN];
    int[] index = new int[groups.sizes().length];
    do {
      int group = levelsAt + Axes.distance(index, groups.x());
      Moments of = moments(levels, group);
      int ownGains = gainsAt + Axes.distance(index, groups.gain());
      int ownShifts = shiftsAt + Axes.distance(index, groups.shift());
      int channel = Axes.distance(index, groups.channel());
      int to = resultAt + Axes.distance(index, groups.y());
      int[] member = new int[members.sizes().length];
      do {
        int from = group + Axes.distance(member, members.x());
        int gain = ownGains + Axes.distance(member, members.gain());
        int shift = ownShifts + Axes.distance(member, members.shift());
        int own = channel + Axes.distance(member, members.channel());
        int place = to + Axes.distance(member, members.y());
        for (int start = 0; start < Axes.last(members.sizes()); start += Finish.RUN) {
          int some = Math.min(Axes.last(members.sizes()) - start, Finish.RUN);
          for (int i = 0; i < some; i++) {
            sums[i] =
                normalized(
                    of,
                    levels[from + (start + i) * Axes.last(members.x())],
                    gains[gain + (start + i) * Axes.last(members.gain())],
                    shifts[shift + (start + i) * Axes.last(members.shift())]);
          }
          int channelStep = Axes.last(members.channel());
          int step = Axes.last(members.y());
          int first = own + start * channelStep;
          finish.run(with, sums, some, first, channelStep, result, place + start * step, step);
        }
      } while (Axes.nextRun(members.sizes(), member));
    } while (Axes.nextIndex(groups.sizes(), index));
  }

  /** Parts of the variance may leave 64 bits; their difference does not. */
  private Moments moments(float[] levels, int group) {
    long sum = 0;
    long squares = 0;
    int[] member = new int[members.sizes().length];
    do {
      int from = group + Axes.distance(member, members.x());
      for (int i = 0; i < Axes.last(members.sizes()); i++) {
        int steps = (int) levels[from + i * Axes.last(members.x())] - zero;
        sum += steps;
        squares += steps * steps;
      }
    } while (Axes.nextRun(members.sizes(), member));
    long variance = count * squares - sum * sum;
    return new Moments(sum, squareRoot((variance << (2 * rootBits)) + epsilon));
  }

  /** The square root of what is below 2^63, rounded down: a bit at a time. */
  private static long squareRoot(long square) {
    long left = square;
    long root = 0;
    for (long bit = 1L << 62; bit != 0; bit >>= 2) {
      long taken = root + bit;
      root >>= 1;
      if (left >= taken) {
        left -= taken;
        root += bit;
      }
    }
    return root;
  }

  private int normalized(Moments of, float level, int gain, int shift) {
    if (of.root == 0) {
      return shift;
    }
    long fromMean = (long) count * ((int) level - zero) - of.sum;
    long number = fromMean * (gain * (1L << bits));
    return (int) (Math.floorDiv(number + of.root / 2, of.root) + shift);
  }

  /** What a group's members have in common. */
  private record Moments(long sum, long root) {}
}
