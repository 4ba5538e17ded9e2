package io.repqc.tune.training;

import io.repqc.compiler.tune.TrainingSettings.Schedule;

/** Learning rates over a run, as shares of the largest. */
final class Schedules {
  /** Smith and Topin, arXiv 1708.07120; the numbers are those that libraries settled on. */
  private static final double RISING = 0.3;

  private static final double FIRST = 1.0 / 25;

  private Schedules() {}

  /** Before the first step {@code step} is 0; the rate at {@code steps} itself is never used. */
  static double share(Schedule schedule, long step, long steps) {
    double progress = (double) step / steps;
    return switch (schedule) {
      case CONSTANT -> 1;
      case COSINE -> falling(progress);
      case ONE_CYCLE ->
          progress < RISING
              ? 1 - (1 - FIRST) * falling(progress / RISING)
              : falling((progress - RISING) / (1 - RISING));
    };
  }

  /** Half a cosine from 1 to 0. */
  private static double falling(double progress) {
    return (1 + StrictMath.cos(Math.PI * progress)) / 2;
  }
}
