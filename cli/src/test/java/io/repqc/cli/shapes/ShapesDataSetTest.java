package io.repqc.cli.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.repqc.ir.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShapesDataSetTest {
  private static final int DIGEST = 961246186;

  @Test
  void drawsTheClassesInTurn() {
    ShapesDataSet shapes = ShapesDataSet.draw(12, 16, 7);

    assertEquals(Shape.of(12, 3, 16, 16), shapes.pixels().shape());
    assertArrayEquals(
        new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1}, shapes.labels().toIntegers());
  }

  /** These bytes are part of the golden files of every release. */
  @Test
  void drawsTheSameBytesEverywhere() {
    byte[] pixels = ShapesDataSet.draw(100, 32, 1).pixels().toBytes();

    assertEquals(DIGEST, Arrays.hashCode(pixels));
  }

  @Test
  void drawsAnImageTheSameHoweverManyThereAre() {
    byte[] few = ShapesDataSet.draw(3, 8, 1).pixels().toBytes();
    byte[] many = ShapesDataSet.draw(30, 8, 1).pixels().toBytes();

    assertArrayEquals(few, Arrays.copyOf(many, few.length));
    assertFalse(Arrays.equals(few, ShapesDataSet.draw(3, 8, 2).pixels().toBytes()));
  }
}
