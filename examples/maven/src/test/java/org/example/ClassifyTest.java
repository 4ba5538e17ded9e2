package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassifyTest {
  @ParameterizedTest
  @ValueSource(strings = {"0-disc/000000.png", "3-frame/000003.png", "7-crescent/000017.png"})
  void saysWhatAnImageShows(String image) throws IOException {
    String name = image.replaceAll("^[0-9]-|/.*$", "");

    assertEquals(name, new Classify().name(new File("../shapes", image)));
  }
}
