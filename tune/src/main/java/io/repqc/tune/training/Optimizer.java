package io.repqc.tune.training;

import java.util.List;

/** How one parameter follows its derivative. */
interface Optimizer {
  /**
   * The numbers after step {@code step}, counted from 1; the derivative counts {@code share} times,
   * and with it the derivative of half of {@code decay} times the squares of the numbers.
   */
  float[] step(float[] numbers, float[] gradient, Pace pace, long step);

  /** What it remembers of the steps before; whoever resumes a run writes into these arrays. */
  List<float[]> memory();

  /** How fast a parameter goes. */
  record Pace(float rate, float decay, float share) {}
}
