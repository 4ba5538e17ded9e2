package io.repqc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RaceTest {
  private static final int WORK = 100;
  private static final long LAP = 50_000;
  private static final long SLOW = 20 * LAP;
  private static final long FAST = LAP / 2;

  private final Race race = new Race();
  private long vectorTime;
  private long time;

  private void run(int laps, long vectors) {
    for (int i = 0; i < laps; i++) {
      boolean inVectors = race.isForVectors();
      long taken = inVectors ? vectors : LAP;
      race.add(inVectors, taken, WORK);
      vectorTime += inVectors ? taken : 0;
      time += taken;
    }
  }

  @Test
  void beginsWithoutVectors() {
    run(100, SLOW);

    assertEquals(0, vectorTime);
    assertFalse(race.isWon());
  }

  @Test
  void givesVectorsThatAreSlowAThirdOfTheTimeUntilTheyHaveLost() {
    run(100_000, SLOW);

    assertEquals(1 / 3.0, (double) vectorTime / time, 0.02);
    assertFalse(race.isWon());

    run(2_000_000, SLOW);
    long before = vectorTime;
    run(1_000, SLOW);

    assertEquals(before, vectorTime);
    assertFalse(race.isForVectors());
  }

  @Test
  void isWonByVectorsThatAreFasterAndStayIt() {
    run(100_000, SLOW);
    run(1_000, FAST);

    assertTrue(race.isWon());
  }

  @Test
  void isNotWonByASingleFastLap() {
    run(100_000, SLOW);
    while (!race.isForVectors()) {
      run(1, SLOW);
    }
    run(1, FAST);
    run(1_000, SLOW);

    assertFalse(race.isWon());
  }

  /** The best of what is not done in vectors counts, since the machine may have paused it. */
  @Test
  void pausesOfTheOtherWayDoNotWinIt() {
    run(100_000, SLOW);
    race.add(false, 1_000 * LAP, WORK);
    run(1_000, 2 * LAP);

    assertFalse(race.isWon());
  }

  /** What the clock cannot measure is measured together. */
  @Test
  void manyShortTurnsAreALap() {
    run(100_000, SLOW);
    long tiny = 100;
    for (int i = 0; i < 1_000_000 && !race.isWon(); i++) {
      boolean inVectors = race.isForVectors();
      race.add(inVectors, inVectors ? tiny : 10 * tiny, 1);
    }

    assertTrue(race.isWon());
  }
}
