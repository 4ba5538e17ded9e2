package io.repqc.runtime.kernel;

/**
 * Which of two ways to the same result is faster, by the clock: a loop in vectors, which is slow
 * until the JVM has compiled it, or one without. Whoever asks goes the way that it is told and says
 * how long that took, until vectors have won or lost for good.
 */
final class Race {
  /** Vectors that are still slow take at most half as long as what is not. */
  private static final int PATIENCE = 2;

  /** The clock may tell no shorter time, in nanoseconds. */
  private static final long LAP = 20_000;

  private static final int WINS = 3;
  private static final long LOST = 20_000_000_000L;

  /** What the first of them cost besides, in loading classes. */
  private static final long HEAD_START = 60_000_000;

  private final Laps vectors = new Laps(HEAD_START);
  private final Laps plain = new Laps(0);
  private int wins;
  private boolean isWon;

  /** Whether vectors are faster by now; nothing needs to be measured any more. */
  boolean isWon() {
    return isWon;
  }

  /** Whether it is the vectors' turn. */
  boolean isForVectors() {
    return vectors.total * PATIENCE < plain.total && vectors.total < LOST;
  }

  /** Threads may race at once: what they lose of each other's numbers does not matter. */
  void add(boolean inVectors, long time, int work) {
    if (!inVectors) {
      plain.add(time, work);
    } else if (vectors.add(time, work)) {
      wins = vectors.last < plain.best ? wins + 1 : 0;
      isWon = wins >= WINS;
    }
  }

  private static final class Laps {
    private long total;
    private long time;
    private long work;

    /** Nanoseconds for a unit of work, in the last lap and the best. */
    private double last;

    private double best = Double.MAX_VALUE;

    private Laps(long total) {
      this.total = total;
    }

    /** Whether a lap is done. */
    private boolean add(long moreTime, int moreWork) {
      total += moreTime;
      time += moreTime;
      work += moreWork;
      if (time < LAP) {
        return false;
      }
      last = (double) time / work;
      best = Math.min(best, last);
      time = 0;
      work = 0;
      return true;
    }
  }
}
