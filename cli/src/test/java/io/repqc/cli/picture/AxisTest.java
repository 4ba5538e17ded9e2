package io.repqc.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisTest {

  private static String ticks(Axis axis) {
    return String.join(" ", axis.ticks().stream().map(BigDecimal::toPlainString).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 2.3, 0.0 0.5 1.0 1.5 2.0 2.5",
    "61, 76.5, 60 65 70 75 80",
    "0, 100, 0 20 40 60 80 100",
    "-0.013, 0.012, -0.015 -0.010 -0.005 0.000 0.005 0.010 0.015",
    "0.00011, 0.00012, 0.000110 0.000112 0.000114 0.000116 0.000118 0.000120",
    "3, 3, 1 2 3 4 5",
    "0, 0, -0.6 -0.4 -0.2 0.0 0.2 0.4 0.6",
    "1e9, 5e9, 1000000000 2000000000 3000000000 4000000000 5000000000"
  })
  void hasRoundTicksAroundItsNumbers(double least, double largest, String ticks) {
    assertEquals(ticks, ticks(Axis.around(List.of(least, largest), 5, 0, 100)));
  }

  @Test
  void doesWithoutNumbers() {
    assertEquals("0.0 0.2 0.4 0.6 0.8 1.0", ticks(Axis.around(List.of(), 5, 0, 100)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0 1",
    "3, 0 1 2 3",
    "25, 0 5 10 15 20 25",
    "90, 0 10 20 30 40 50 60 70 80 90",
    "7, 0 1 2 3 4 5 6 7"
  })
  void countsInWholeNumbers(int largest, String ticks) {
    assertEquals(ticks, ticks(Axis.upTo(largest, 10, 0, 100)));
  }

  @Test
  void placesNumbersBetweenItsEnds() {
    Axis upwards = Axis.around(List.of(0.0, 10.0), 5, 200, 100);

    assertEquals(200, upwards.place(0));
    assertEquals(150, upwards.place(5));
    assertEquals(100, upwards.place(10));
  }
}
