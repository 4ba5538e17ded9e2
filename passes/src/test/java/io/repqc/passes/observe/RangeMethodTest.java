package io.repqc.passes.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.Levels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Each method against what it means, computed without a histogram. */
final class RangeMethodTest {
  private static final Integers U8 = Integers.affine(ElementType.U8);
  private static final Integers FOUR_BITS = new Integers(ElementType.U8, 0, 15, false);
  private static final Integers SYMMETRIC_FOUR_BITS = new Integers(ElementType.I8, -7, 7, true);

  @Test
  void percentileKeepsThatManyNumbers() {
    float[] numbers = draw(10_000, x -> x);
    for (double percent : new double[] {50, 90, 99, 99.99, 100}) {
      Range range = RangeMethod.PERCENTILE.range(distribution(numbers), U8, percent);

      double[] magnitudes = magnitudes(numbers);
      double exact = magnitudes[(int) Math.ceil(percent / 100 * numbers.length - 1e-6) - 1];
      assertTrue(range.magnitude() >= exact);
      assertEquals(exact, range.magnitude(), exact / 256);
    }
  }

  @Test
  void percentileLeavesTheSmallerSideAlone() {
    float[] numbers = draw(10_000, x -> x < 0 ? -0.25 : 10 * x);

    Range range = RangeMethod.PERCENTILE.range(distribution(numbers), U8, 90);

    assertEquals(-0.25, range.low());
    assertTrue(range.high() > 5 && range.high() < 20);
  }

  @Test
  void percentileMustBeOne() {
    Distribution numbers = distribution(1, 2);
    for (double percent : new double[] {0, -1, 100.1, Double.NaN}) {
      assertThrows(ModelException.class, () -> RangeMethod.PERCENTILE.range(numbers, U8, percent));
    }
  }

  @Test
  void noClippingHasLessErrorThanThatOfMse() {
    List<DoubleUnaryOperator> shapes =
        List.of(
            x -> x, x -> Math.max(0, x), x -> x * x * x, x -> x < 0 ? 0.1 * x : x * x, x -> -x * x);
    for (DoubleUnaryOperator shape : shapes) {
      float[] numbers = draw(4000, shape);
      for (Integers integers : List.of(FOUR_BITS, SYMMETRIC_FOUR_BITS, Integers.WEIGHTS)) {
        Range found = RangeMethod.MSE.range(distribution(numbers), integers);

        double error = error(numbers, integers.levels(found));
        assertTrue(error <= 1.01 * leastError(numbers, integers));
      }
    }
  }

  @Test
  void mseIsExactOnWeights() {
    // One of nine numbers is far out; with 15 levels it is best to clip it.
    float[] weights = {0.1f, -0.3f, 0.2f, 0.4f, -0.1f, 0.25f, -0.35f, 0.05f, 0.6f};

    Range found =
        RangeMethod.MSE.range(Histogram.of(weights), SYMMETRIC_FOUR_BITS, RangeMethod.PERCENT);

    double error = error(weights, SYMMETRIC_FOUR_BITS.levels(found));
    assertTrue(error <= 1.01 * leastError(weights, SYMMETRIC_FOUR_BITS));
  }

  @Test
  void errorsOfSideBySideNumbersAddUp() {
    for (DoubleUnaryOperator shape :
        List.<DoubleUnaryOperator>of(x -> x, x -> x * x, x -> -1e30 * x)) {
      float[] numbers = draw(3000, shape);
      Range range = Histogram.of(numbers).range().within(Math.abs(numbers[0]));
      for (Integers integers : List.of(U8, FOUR_BITS, SYMMETRIC_FOUR_BITS)) {
        Levels levels = integers.levels(range);
        double expected = error(numbers, levels);

        double found = new RoundingError(Histogram.of(numbers)).of(levels);

        assertEquals(expected, found, 1e-8 * expected);
      }
    }
  }

  @Test
  void mseClipsBothSidesEachForItself() {
    float[] numbers = draw(20_000, x -> x);
    numbers[0] = -40;
    numbers[1] = 12;

    Range found = RangeMethod.MSE.range(distribution(numbers), FOUR_BITS);

    assertTrue(found.low() > -6 && found.high() < 6);
  }

  @Test
  void mseKeepsWhatCostsNothing() {
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (i - 100) / 32f;
    }

    assertEquals(
        new Levels(ElementType.U8, 1 / 32f, 100, 0, 255),
        U8.levels(RangeMethod.MSE.range(distribution(levels), U8)));
  }

  @Test
  void entropyIsTheLeastDivergenceOfAllCandidates() {
    List<DoubleUnaryOperator> shapes =
        List.of(x -> x * x * x, x -> Math.max(0, x * x * x), x -> x < 0 ? 0.1 * x : x * x);
    for (DoubleUnaryOperator shape : shapes) {
      float[] numbers = draw(20_000, shape);
      Histogram histogram = distribution(numbers).histogram();
      for (Integers integers : List.of(U8, FOUR_BITS, Integers.WEIGHTS)) {
        assertEquals(
            PlainDivergence.range(histogram, integers),
            RangeMethod.ENTROPY.range(histogram, integers, RangeMethod.PERCENT));
      }
    }
  }

  @Test
  void entropyClipsLongTailsButNotEvenNumbers() {
    float[] even = new float[50_000];
    float[] tails = new float[50_000];
    Random random = new Random(1);
    for (int i = 0; i < even.length; i++) {
      even[i] = random.nextFloat();
      tails[i] = (float) Math.max(0, Math.pow(random.nextGaussian(), 5));
    }

    Range ofEven = RangeMethod.ENTROPY.range(distribution(even), U8);
    Range ofTails = RangeMethod.ENTROPY.range(distribution(tails), U8);

    assertTrue(ofEven.high() > 0.97);
    assertTrue(ofTails.high() < 0.5 * distribution(tails).range().high());
  }

  @Test
  void exactZerosDoNotCountForEntropy() {
    float[] numbers = draw(5000, x -> Math.abs(x * x * x));

    assertEquals(
        RangeMethod.ENTROPY.range(distribution(numbers), U8),
        RangeMethod.ENTROPY.range(distribution(Arrays.copyOf(numbers, 50_000)), U8));
  }

  @Test
  void sixteenBitsNeedNoClipping() {
    Integers sixteen = Integers.affine(ElementType.I16);
    Distribution numbers = distribution(draw(1000, x -> x));

    assertEquals(numbers.range(), RangeMethod.ENTROPY.range(numbers, sixteen));
  }

  @Test
  void everyMethodTakesEveryFiniteNumber() {
    float[][] cases = {
      {0},
      {-0f, 0},
      {3},
      {-3},
      {3, 3, 3},
      {-3, -3},
      {1e-30f, 2e-30f},
      {-1e30f, 1e30f},
      {Float.MIN_VALUE},
      {Float.MAX_VALUE, -Float.MAX_VALUE},
      {-1, -2, -3},
      {0, 0, 0, 1e-45f},
      {1e-30f, 1e30f},
      {5, 0, 0, 0}
    };
    for (float[] numbers : cases) {
      for (RangeMethod method : RangeMethod.values()) {
        for (Integers integers : List.of(U8, Integers.WEIGHTS, FOUR_BITS)) {
          Range range = method.range(distribution(numbers), integers);
          Range full = distribution(numbers).range();

          assertTrue(full.low() <= range.low() && range.high() <= full.high());
          assertTrue(integers.levels(range).scale() >= Float.MIN_NORMAL);
        }
      }
    }
  }

  @Test
  void equalNumbersAreNotClipped() {
    for (RangeMethod method : RangeMethod.values()) {
      for (float number : new float[] {3, -3, 1e-30f, 1e30f}) {
        Levels levels = U8.levels(method.range(distribution(number, number), U8));

        double shown = levels.scale() * (double) (levels.nearest(number) - levels.zeroPoint());
        assertEquals(number, shown, Math.abs(number) / 200);
      }
    }
  }

  /** The least error of all clippings on a fine grid. */
  private static double leastError(float[] numbers, Integers integers) {
    Range full = distribution(numbers).range();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= 60; i++) {
      for (int j = 1; j <= 60; j++) {
        Range range = new Range(full.low() * i / 60, full.high() * j / 60);
        least = Math.min(least, error(numbers, integers.levels(range)));
      }
    }
    return least;
  }

  private static double error(float[] numbers, Levels levels) {
    double error = 0;
    for (float number : numbers) {
      double shown = (double) levels.scale() * (levels.nearest(number) - levels.zeroPoint());
      error += (number - shown) * (number - shown);
    }
    return error;
  }

  private static double[] magnitudes(float[] numbers) {
    double[] magnitudes = new double[numbers.length];
    Arrays.setAll(magnitudes, i -> Math.abs(numbers[i]));
    Arrays.sort(magnitudes);
    return magnitudes;
  }

  private static float[] draw(int count, DoubleUnaryOperator shape) {
    Random random = new Random(count);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) shape.applyAsDouble(random.nextGaussian());
    }
    return numbers;
  }

  private static Distribution distribution(float... numbers) {
    Distribution distribution = new Distribution();
    distribution.add(Tensor.of(TensorType.f32(1, numbers.length), numbers), 1);
    return distribution;
  }
}
