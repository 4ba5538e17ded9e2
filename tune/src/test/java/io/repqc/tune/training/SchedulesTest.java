package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.compiler.tune.TrainingSettings.Schedule;
import org.junit.jupiter.api.Test;

final class SchedulesTest {
  private static final double EXACT = 1e-15;

  @Test
  void aConstantStays() {
    assertEquals(1, Schedules.share(Schedule.CONSTANT, 0, 10));
    assertEquals(1, Schedules.share(Schedule.CONSTANT, 9, 10));
  }

  @Test
  void aCosineFallsFromOneToZero() {
    assertEquals(1, Schedules.share(Schedule.COSINE, 0, 12));
    assertEquals((1 + Math.sqrt(0.75)) / 2, Schedules.share(Schedule.COSINE, 2, 12), EXACT);
    assertEquals(0.75, Schedules.share(Schedule.COSINE, 4, 12), EXACT);
    assertEquals(0.5, Schedules.share(Schedule.COSINE, 6, 12), EXACT);
    assertEquals(0.25, Schedules.share(Schedule.COSINE, 8, 12), EXACT);
    assertEquals(0, Schedules.share(Schedule.COSINE, 12, 12), EXACT);
  }

  @Test
  void oneCycleRisesThenFalls() {
    assertEquals(0.04, Schedules.share(Schedule.ONE_CYCLE, 0, 100), EXACT);
    assertEquals(0.52, Schedules.share(Schedule.ONE_CYCLE, 15, 100), EXACT);
    assertEquals(1, Schedules.share(Schedule.ONE_CYCLE, 30, 100), EXACT);
    assertEquals(0.5, Schedules.share(Schedule.ONE_CYCLE, 65, 100), EXACT);
    assertEquals(0, Schedules.share(Schedule.ONE_CYCLE, 100, 100), EXACT);
  }
}
