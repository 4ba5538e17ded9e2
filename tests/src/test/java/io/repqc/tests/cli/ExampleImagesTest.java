package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.cli.shapes.ShapesDataSet;
import io.repqc.frontend.data.ImageFolder;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The images of the examples are those of {@code repqc shapes --png --count 20 --seed 7}. */
final class ExampleImagesTest {
  private static final int CLASSES = 10;
  private static final int PIXELS = 3 * 32 * 32;

  @Test
  void areWhatTheCommandDraws() throws IOException {
    Path folder = Path.of(System.getProperty("repqc.root", ".."), "examples", "shapes");
    Tensor found = ImageFolder.read(folder, 3).pixels();
    Tensor drawn = ShapesDataSet.draw(2 * CLASSES, 32, 7).pixels();

    assertEquals(drawn.type(), found.type());
    for (int i = 0; i < found.count(); i++) {
      int image = i / PIXELS / 2 + CLASSES * (i / PIXELS % 2);
      assertEquals(drawn.integer(image * PIXELS + i % PIXELS), found.integer(i));
    }
  }
}
