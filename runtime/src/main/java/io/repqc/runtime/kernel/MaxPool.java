package io.repqc.runtime.kernel;

import java.util.Arrays;

/** The largest of each window; the least level there is, if a window has no taps. */
public final class MaxPool {
  private MaxPool() {}

  public static void run(Pool s, float[] levels, int levelsAt, float[] result, int resultAt) {
    float[] best = new float[Finish.RUN];
    PoolRun run = new PoolRun(s);
    do {
      Arrays.fill(best, 0);
      while (run.nextTap()) {
        larger(levels, levelsAt + run.from(), run.step(), best, run.first(), run.end());
      }
      Move.copy(best, 0, 1, result, resultAt + run.to(), run.toStep(), run.count());
    } while (run.next());
  }

  private static void larger(float[] levels, int from, int step, float[] best, int first, int end) {
    for (int i = first; i < end; i++) {
      best[i] = Math.max(best[i], levels[from + i * step]);
    }
  }
}
