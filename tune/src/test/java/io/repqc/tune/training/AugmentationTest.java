package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AugmentationTest {
  private static final int[] ALL = IntStream.range(0, 200).toArray();

  @Test
  void anImageMovesByHand() {
    Raster raster = Raster.of(Shape.of(1, 1, 2, 3), Layout.NCHW);
    float[] image = {1, 2, 3, 4, 5, 6};
    assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4}, moved(raster, image, true, 0, 0));
    assertArrayEquals(new float[] {0, 1, 2, 0, 4, 5}, moved(raster, image, false, 1, 0));
    assertArrayEquals(new float[] {2, 3, 0, 5, 6, 0}, moved(raster, image, false, -1, 0));
    assertArrayEquals(new float[] {0, 0, 0, 1, 2, 3}, moved(raster, image, false, 0, 1));
    assertArrayEquals(new float[] {5, 4, 0, 0, 0, 0}, moved(raster, image, true, -1, -1));
    assertArrayEquals(new float[6], moved(raster, image, false, 4, 0));
    assertArrayEquals(new float[6], moved(raster, image, true, 0, -2));
  }

  @Test
  void numbersOfAPixelStayTogether() {
    Raster raster = Raster.of(Shape.of(1, 1, 3, 2), Layout.NHWC);
    float[] image = {1, 10, 2, 20, 3, 30};
    assertArrayEquals(new float[] {0, 0, 3, 30, 2, 20}, moved(raster, image, true, 1, 0));
    assertArrayEquals(new float[] {0, 0, 1, 10, 2, 20}, moved(raster, image, false, 1, 0));
  }

  private static float[] moved(Raster raster, float[] image, boolean mirrors, int right, int down) {
    float[] moved = new float[image.length];
    raster.copy(image, 0, moved, 0, new Move(mirrors, right, down));
    return moved;
  }

  /** By the definition of each pixel, for images of both layouts. */
  @ParameterizedTest
  @EnumSource
  void everyPixelComesFromWhereItWas(Layout layout) {
    Shape shape = layout == Layout.NCHW ? Shape.of(9, 3, 5, 4) : Shape.of(9, 5, 4, 3);
    Random random = new Random(1);
    Tensor images = Tensor.generate(TensorType.f32(shape.toArray()), i -> 1 + random.nextDouble());
    int[] items = {7, 2, 2, 8, 0};
    Augmentation augmentation = new Augmentation(true, 3, 5, layout);
    Tensor moved = augmentation.pick(images, items, 4);
    for (int i = 0; i < items.length; i++) {
      Move move = Move.draw(Draw.MOVE.random(5, 4, items[i]), true, 3);
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < 5; y++) {
          for (int x = 0; x < 4; x++) {
            int row = y - move.down();
            int column = move.mirrors() ? 3 - (x - move.right()) : x - move.right();
            boolean isInside = row >= 0 && row < 5 && column >= 0 && column < 4;
            double expected =
                isInside ? images.number(at(layout, items[i], channel, row, column)) : 0;
            assertEquals(expected, moved.number(at(layout, i, channel, y, x)));
          }
        }
      }
    }
  }

  private static int at(Layout layout, int item, int channel, int y, int x) {
    return layout == Layout.NCHW
        ? ((item * 3 + channel) * 5 + y) * 4 + x
        : ((item * 5 + y) * 4 + x) * 3 + channel;
  }

  @Test
  void movesFollowFromSeedEpochAndItemAlone() {
    Tensor images = Tensor.generate(TensorType.f32(200, 1, 4, 4), i -> i + 1);
    Augmentation augmentation = new Augmentation(true, 2, 1, Layout.NCHW);
    Tensor once = augmentation.pick(images, ALL, 3);
    assertEquals(once, augmentation.pick(images, ALL, 3));
    int[] some = {150, 17};
    assertEquals(
        augmentation.pick(images, some, 3),
        once.pick(
            Shape.of(2, 1, 4, 4),
            IntStream.concat(IntStream.range(2400, 2416), IntStream.range(272, 288)).toArray(),
            once));
    assertFalse(once.equals(augmentation.pick(images, ALL, 4)));
    assertFalse(once.equals(new Augmentation(true, 2, 2, Layout.NCHW).pick(images, ALL, 3)));
  }

  @Test
  void allMovesHappen() {
    Set<Move> moves = new HashSet<>();
    for (int item : ALL) {
      moves.add(Move.draw(Draw.MOVE.random(1, 0, item), true, 1));
    }
    assertEquals(2 * 3 * 3, moves.size());
    assertTrue(
        Arrays.stream(ALL)
            .mapToObj(item -> Move.draw(Draw.MOVE.random(1, 0, item), false, 0))
            .allMatch(Move.NONE::equals));
  }

  @Test
  void answersAreMirroredWithTheirImages() {
    Tensor images = Tensor.generate(TensorType.f32(200, 1, 1, 2), i -> i);
    Tensor answers = Tensor.generate(TensorType.f32(200, 1, 1, 4), i -> i / 2);
    Augmentation augmentation = new Augmentation(true, 0, 1, Layout.NCHW);
    Tensor moved = augmentation.pick(images, ALL, 0);
    Tensor answered = augmentation.mirrored(answers, ALL, 0);
    for (int i = 0; i < answered.count(); i++) {
      assertEquals(moved.number(i / 2), answered.number(i));
    }
    assertFalse(moved.equals(images));
  }
}
