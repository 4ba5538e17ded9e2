package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * The average of each window.
 *
 * @param multiple of the counts of all windows
 * @param countsPadding whether what lies in the border counts
 */
public record AveragePool(Pool pool, int zero, int multiple, int countsPadding, Finish finish) {
  public void run(FinishWith with, float[] levels, int levelsAt, Object result, int resultAt) {
    int[] sums = new int[Finish.RUN];
    PoolRun run = new PoolRun(pool);
    do {
      Arrays.fill(sums, 0);
      while (run.nextTap()) {
        add(levels, levelsAt + run.from(), run.step(), sums, run.first(), run.end());
      }
      share(run, sums);
      int channelStep = run.isOfChannels() ? 1 : 0;
      int to = resultAt + run.to();
      finish.run(with, sums, run.count(), run.channel(), channelStep, result, to, run.toStep());
    } while (run.next());
  }

  private void add(float[] levels, int from, int step, int[] sums, int first, int end) {
    for (int i = first; i < end; i++) {
      sums[i] += (int) levels[from + i * step] - zero;
    }
  }

  /** Multiplies each window's sum with what one element's share is. */
  private void share(PoolRun run, int[] sums) {
    int rest = counted(0, run.position(0)) * counted(1, run.position(1));
    int column = run.position(2);
    int columnStep = run.isOfChannels() ? 0 : 1;
    for (int i = 0; i < run.count(); i++) {
      sums[i] *= multiple / (rest * counted(2, column + i * columnStep));
    }
  }

  /** How many elements along an axis an average divides by. */
  private int counted(int axis, int position) {
    return countsPadding != 0
        ? pool.taps(axis, position, -pool.before()[axis], pool.xSize()[axis] + pool.after()[axis])
        : pool.taps(axis, position, 0, pool.xSize()[axis]);
  }
}
