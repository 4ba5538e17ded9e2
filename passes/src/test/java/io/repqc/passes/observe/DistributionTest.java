package io.repqc.passes.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class DistributionTest {
  private static final int ITEM = 50;
  private static final List<Integers> INTEGERS =
      List.of(Integers.affine(ElementType.U8), Integers.WEIGHTS);

  @RepeatedTest(20)
  void anySplitGivesTheSameRanges(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<float[]> items = items(random, 40);
    Distribution whole = of(items, 40);

    Distribution merged = new Distribution();
    for (int from = 0; from < items.size(); ) {
      int to = Math.min(items.size(), from + 1 + random.nextInt(12));
      merged.merge(of(items.subList(from, to), 1 + random.nextInt(5)));
      from = to;
    }

    for (RangeMethod method : RangeMethod.values()) {
      INTEGERS.forEach(
          integers -> assertEquals(method.range(whole, integers), method.range(merged, integers)));
    }
  }

  @RepeatedTest(20)
  void anyOrderGivesTheSameRangesExceptToTheMovingAverage(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<float[]> items = items(random, 40);
    Distribution whole = of(items, 7);

    Collections.shuffle(items, random);
    Distribution shuffled = of(items.subList(20, 40), 3);
    shuffled.merge(of(items.subList(0, 20), 20));

    for (RangeMethod method : RangeMethod.values()) {
      Range expected = method.range(whole, INTEGERS.get(0));
      Range found = method.range(shuffled, INTEGERS.get(0));
      if (method == RangeMethod.AVERAGE) {
        assertNotEquals(expected, found);
      } else {
        assertEquals(expected, found);
      }
    }
  }

  @Test
  void theMovingAverageWeighsEachItemALittleLessThanTheNext() {
    Distribution distribution = new Distribution();
    distribution.add(tensor(3, -1, 2), 3);

    // (0.99 * 0.99 * 3 - 0.99 + 2) / (0.99 * 0.99 + 0.99 + 1)
    assertEquals(3.9503 / 2.9701, distribution.averageRange().high(), 1e-12);
    assertEquals(0, distribution.averageRange().low());
    assertEquals(new Range(-1, 3), distribution.range());
  }

  @Test
  void theHistogramIsInOrderAndEndsAtWhatOccurred() {
    Distribution distribution = new Distribution();
    distribution.add(tensor(0, -0f, 1.0001f, 1.0002f, -3, 7, 7, Float.MIN_VALUE, 1e30f), 1);

    Histogram histogram = distribution.histogram();

    assertEquals(9, histogram.count());
    assertEquals(5, histogram.size() - 1);
    assertEquals(-3, histogram.from()[0]);
    assertEquals(1e30f, histogram.to()[histogram.size() - 1]);
    for (int i = 0; i < histogram.size(); i++) {
      assertTrue(histogram.from()[i] <= histogram.to()[i]);
      assertTrue(i == 0 || histogram.to()[i - 1] <= histogram.from()[i]);
    }
  }

  @Test
  void equalNumbersAreRepresentedExactly() {
    Distribution distribution = new Distribution();
    distribution.add(tensor(0.3f, 0.3f, 0.3f), 3);

    assertEquals(0.3f, distribution.histogram().centre(0));
    assertEquals(new Range(0, 0.3f), distribution.range());
  }

  @Test
  void countsWhatIsNotFinite() {
    Distribution distribution = new Distribution();
    distribution.add(tensor(1, Float.NaN, Float.NEGATIVE_INFINITY, 2), 2);
    distribution.add(tensor(Float.POSITIVE_INFINITY, -Float.NaN), 1);

    assertEquals(6, distribution.count());
    assertEquals(4, distribution.nonFinite());
  }

  @Test
  void saysWhichShareIsClipped() {
    Distribution distribution = new Distribution();
    distribution.add(tensor(-1, 0, 1, 2, 3, 4, 5, 300), 1);

    assertEquals(
        0.25, distribution.clipped(Integers.affine(ElementType.U8).levels(new Range(0, 255))));
  }

  @Test
  void widerFloatsCountAsTheNearest() {
    Distribution distribution = new Distribution();
    distribution.add(Tensor.scalar(ElementType.F64, 0.1), 1);

    assertEquals(0.1f, distribution.range().high());
  }

  @Test
  void nothingObservedNeedsNothingButZero() {
    Distribution distribution = new Distribution();
    distribution.add(Tensor.of(TensorType.f32(0, 3), new float[0]), 0);

    for (RangeMethod method : RangeMethod.values()) {
      assertEquals(Range.ZERO, method.range(distribution, Integers.WEIGHTS));
    }
  }

  private static List<float[]> items(Random random, int count) {
    List<float[]> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] item = new float[ITEM];
      for (int j = 0; j < ITEM; j++) {
        item[j] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian()));
      }
      items.add(item);
    }
    return items;
  }

  /** The items in batches. */
  private static Distribution of(List<float[]> items, int batch) {
    Distribution distribution = new Distribution();
    for (int from = 0; from < items.size(); from += batch) {
      List<float[]> part = items.subList(from, Math.min(items.size(), from + batch));
      TensorType type = TensorType.f32(part.size(), ITEM);
      Tensor tensor = Tensor.generate(type, i -> part.get(i / ITEM)[i % ITEM]);
      distribution.add(tensor, part.size());
    }
    return distribution;
  }

  private static Tensor tensor(float... numbers) {
    return Tensor.of(TensorType.f32(numbers.length), numbers);
  }
}
