package io.repqc.passes.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearNamesTest {
  @Test
  void nearestComesFirst() {
    assertEquals(
        "\"conv2\", \"conv12\", \"relu\"",
        NearNames.list("conv2", List.of("relu", "conv12", "conv2")));
  }

  @Test
  void distanceCountsLetters() {
    assertEquals(3, NearNames.distance("kitten", "sitting"));
    assertEquals(4, NearNames.distance("", "conv"));
    assertEquals(0, NearNames.distance("conv", "conv"));
  }
}
