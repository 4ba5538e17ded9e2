package io.repqc.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Contestants that take turns, since machines change their speed; medians over all turns count. */
final class Turns {
  /** How long a turn is to take, if not a single run takes longer. */
  static final double NANOSECONDS = 50e6;

  private static final int WARM_UP = 2;
  private static final int ROUNDS = 11;

  /** What can be timed. */
  interface Contestant {
    /** The median time of a run in a turn of some 50 ms. */
    double nanoseconds() throws Exception;
  }

  private Turns() {}

  /** The time of a run of each. */
  static List<Double> medians(List<? extends Contestant> contestants) throws Exception {
    double[][] times = new double[contestants.size()][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < times.length; i++) {
        times[i][Math.max(round, 0)] = contestants.get(i).nanoseconds();
      }
    }
    List<Double> medians = new ArrayList<>();
    for (double[] own : times) {
      medians.add(median(own));
    }
    return medians;
  }

  static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
