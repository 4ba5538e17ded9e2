package io.repqc.ir.op;

import static io.repqc.ir.op.Numbers.assertGives;
import static io.repqc.ir.op.Numbers.f32;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ResizeTest {
  private static final Value ONE_TO_FOUR = f32(Shape.of(1, 4), 1, 2, 3, 4);

  @Test
  void nearestRepeats() {
    Value x = f32(Shape.of(1, 2), 1, 2);
    assertGives(
        resize(x, 4, 2, nearest(Coordinates.ASYMMETRIC, NearestRounding.FLOOR)),
        Shape.of(1, 4),
        1,
        1,
        2,
        2);
  }

  @Test
  void aPlaceHalfwayRoundsAsTold() {
    assertNearest(NearestRounding.FLOOR, 1, 3);
    assertNearest(NearestRounding.CEIL, 2, 4);
    assertNearest(NearestRounding.ROUND_PREFER_FLOOR, 1, 3);
    assertNearest(NearestRounding.ROUND_PREFER_CEIL, 2, 4);
  }

  /** Places 0.5 and 2.5. */
  private static void assertNearest(NearestRounding rounding, double... expected) {
    assertGives(
        resize(ONE_TO_FOUR, 2, 0.5, nearest(Coordinates.HALF_PIXEL, rounding)),
        Shape.of(1, 2),
        expected);
  }

  @Test
  void twoThirdsInSinglePrecisionLandsOnTheIndexItself() {
    Value x = f32(Shape.of(1, 6), 0, 1, 2, 3, 4, 5);
    assertGives(
        resize(x, 4, (float) (2 / 3d), nearest(Coordinates.ASYMMETRIC, NearestRounding.FLOOR)),
        Shape.of(1, 4),
        0,
        1,
        3,
        4);
  }

  /** (17 + 0.5) / (21 / 18f) - 0.5 is one unit in the last place above 14.5. */
  @Test
  void aTieThatDivisionMissesIsStillOne() {
    Value x = f32(Shape.of(1, 18), IntStream.range(0, 18).asDoubleStream().toArray());
    Sampling sampling = nearest(Coordinates.HALF_PIXEL, NearestRounding.ROUND_PREFER_FLOOR);
    assertEquals(14, Numbers.evaluate(resize(x, 21, 21 / 18f, sampling)).number(17));
  }

  @Test
  void tensorFlowsOldHalfPixelTakesTheRightOfTwo() {
    Sampling sampling = nearest(Coordinates.TF_HALF_PIXEL_FOR_NN, NearestRounding.FLOOR);
    assertGives(resize(ONE_TO_FOUR, 2, 0.5, sampling), Shape.of(1, 2), 2, 4);
  }

  @Test
  void linearHoldsTheEdge() {
    Value x = f32(Shape.of(1, 2), 1, 2);
    assertGives(resize(x, 4, 2, linear(Coordinates.HALF_PIXEL)), Shape.of(1, 4), 1, 1.25, 1.75, 2);
  }

  @Test
  void alignedCornersMapToCorners() {
    Value x = f32(Shape.of(1, 2), 1, 2);
    assertGives(resize(x, 3, 1.5, linear(Coordinates.ALIGN_CORNERS)), Shape.of(1, 3), 1, 1.5, 2);
  }

  @Test
  void pytorchTakesTheFirstForASingleOne() {
    assertGives(
        resize(ONE_TO_FOUR, 1, 0.25, linear(Coordinates.PYTORCH_HALF_PIXEL)), Shape.of(1, 1), 1);
    assertGives(resize(ONE_TO_FOUR, 1, 0.25, linear(Coordinates.HALF_PIXEL)), Shape.of(1, 1), 2.5);
  }

  /** 4 * 0.6 = 2.4 holds 2, so 1/6 of the 4 is spread over both sides. */
  @Test
  void symmetricHalfPixelCentresARoundedSize() {
    assertGives(
        resize(ONE_TO_FOUR, 2, 0.6f, linear(Coordinates.HALF_PIXEL_SYMMETRIC)),
        Shape.of(1, 2),
        5 / 3d,
        10 / 3d);
  }

  /** Weights at distance 0.5 and 1.5: 0.59375 and -0.09375. */
  @Test
  void cubicWeighsFourNeighbours() {
    assertGives(
        resize(ONE_TO_FOUR, 2, 0.5, weighted(ResizeMode.CUBIC, false, false)),
        Shape.of(1, 2),
        1.40625,
        3.59375);
  }

  @Test
  void neighboursOutsideMayNotCount() {
    assertGives(
        resize(ONE_TO_FOUR, 2, 0.5, weighted(ResizeMode.CUBIC, true, false)),
        Shape.of(1, 2),
        1.5 / 1.09375,
        5 - 1.5 / 1.09375);
  }

  /** Weights 1/8, 3/8, 3/8, 1/8. */
  @Test
  void antialiasingStretchesTheKernel() {
    assertGives(
        resize(ONE_TO_FOUR, 2, 0.5, weighted(ResizeMode.LINEAR, false, true)),
        Shape.of(1, 2),
        1.625,
        3.375);
  }

  @Test
  void antialiasingChangesNoEnlargement() {
    Value x = f32(Shape.of(1, 2), 1, 2);
    assertGives(
        resize(x, 4, 2, weighted(ResizeMode.LINEAR, false, true)),
        Shape.of(1, 4),
        1,
        1.25,
        1.75,
        2);
  }

  /** Places 0.75, 2.25 and 3.75. */
  @Test
  void cropExtrapolatesBeyondTheEnd() {
    Sampling crop =
        new Sampling(
            ResizeMode.LINEAR,
            Coordinates.TF_CROP_AND_RESIZE,
            NearestRounding.FLOOR,
            0,
            false,
            false,
            List.of(0.25, 1.25),
            9);
    assertGives(resize(ONE_TO_FOUR, 3, 0.75, crop), Shape.of(1, 3), 1.75, 3.25, 9);
  }

  @Test
  void axesAreIndependent() {
    Value x = f32(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    assertGives(
        new Resize(
            x, List.of(3, 2), List.of(3, 1), List.of(1.5, 0.5), linear(Coordinates.ALIGN_CORNERS)),
        Shape.of(1, 1, 1, 3),
        1,
        1.5,
        2);
  }

  private static Resize resize(Value x, int size, double scale, Sampling sampling) {
    return new Resize(x, List.of(1), List.of(size), List.of(scale), sampling);
  }

  private static Sampling nearest(Coordinates coordinates, NearestRounding rounding) {
    return new Sampling(ResizeMode.NEAREST, coordinates, rounding, 0, false, false, List.of(), 0);
  }

  private static Sampling linear(Coordinates coordinates) {
    return new Sampling(
        ResizeMode.LINEAR, coordinates, NearestRounding.FLOOR, 0, false, false, List.of(), 0);
  }

  private static Sampling weighted(ResizeMode mode, boolean excludeOutside, boolean antialias) {
    return new Sampling(
        mode,
        Coordinates.HALF_PIXEL,
        NearestRounding.FLOOR,
        -0.75,
        excludeOutside,
        antialias,
        List.of(),
        0);
  }
}
