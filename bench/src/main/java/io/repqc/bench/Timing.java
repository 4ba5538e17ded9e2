package io.repqc.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The time of one run of each of several contestants: medians over rounds in which they take turns.
 */
final class Timing {
  private static final double LEAST_SECONDS_A_ROUND = 0.05;

  private final int rounds;

  Timing(int rounds) {
    this.rounds = rounds;
  }

  /** Median seconds of each contestant, after as much warming up as measuring. */
  List<Double> medians(List<Callable<?>> contestants) throws Exception {
    List<double[]> seconds = new ArrayList<>();
    contestants.forEach(contestant -> seconds.add(new double[rounds]));
    for (int round = -rounds; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        double time = seconds(contestants.get(i));
        if (round >= 0) {
          seconds.get(i)[round] = time;
        }
      }
    }
    return seconds.stream().map(Timing::median).toList();
  }

  /** Repeats short runs until the clock is fine enough. */
  private static double seconds(Callable<?> contestant) throws Exception {
    long start = System.nanoTime();
    double elapsed = 0;
    int runs = 0;
    while (elapsed < LEAST_SECONDS_A_ROUND) {
      contestant.call();
      runs++;
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    return elapsed / runs;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
