package io.repqc.passes.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class WeightScalesTest {
  private static final WeightScales MIN_MAX = new WeightScales(RangeMethod.MIN_MAX);
  private static final Tensor WEIGHT =
      Tensor.of(TensorType.f32(2, 3, 2), new float[] {1, -2, 3, 4, 5, 6, -7, 0, 0, -0.5f, 2, 1});

  @Test
  void oneForEachIndexAlongAnAxis() {
    assertArrayEquals(new float[] {6 / 127f, 7 / 127f}, MIN_MAX.of("w", WEIGHT, OptionalInt.of(0)));
    assertArrayEquals(
        new float[] {7 / 127f, 4 / 127f, 6 / 127f}, MIN_MAX.of("w", WEIGHT, OptionalInt.of(1)));
    assertArrayEquals(new float[] {7 / 127f, 6 / 127f}, MIN_MAX.of("w", WEIGHT, OptionalInt.of(2)));
  }

  @Test
  void orOneForAll() {
    assertArrayEquals(new float[] {7 / 127f}, MIN_MAX.of("w", WEIGHT, OptionalInt.empty()));
  }

  @Test
  void otherIntegersGiveOtherScales() {
    Integers fourBits = new Integers(ElementType.I8, -7, 7, true);
    WeightScales scales = new WeightScales(RangeMethod.MIN_MAX, fourBits);

    assertArrayEquals(new float[] {1}, scales.of("w", WEIGHT, OptionalInt.empty()));
  }

  @Test
  void aDeadChannelTakesTheLargestScale() {
    Tensor weight = Tensor.of(TensorType.f32(3, 2), new float[] {1, 0, 0, -0f, 2, 0});

    assertArrayEquals(
        new float[] {1 / 127f, 2 / 127f, 2 / 127f}, MIN_MAX.of("w", weight, OptionalInt.of(0)));
  }

  @Test
  void whereAllAreDeadTheScaleIsThatOfOne() {
    Tensor weight = Tensor.fill(WEIGHT.type(), 0);

    for (RangeMethod method : RangeMethod.values()) {
      assertArrayEquals(
          new float[] {1 / 127f, 1 / 127f},
          new WeightScales(method).of("w", weight, OptionalInt.of(0)));
    }
  }

  @Test
  void clippingMethodsGiveNoLargerScales() {
    float[] all = MIN_MAX.of("w", WEIGHT, OptionalInt.of(0));
    for (RangeMethod method : RangeMethod.values()) {
      float[] found = new WeightScales(method).of("w", WEIGHT, OptionalInt.of(0));
      assertTrue(found[0] > 0 && found[0] <= all[0] && found[1] > 0 && found[1] <= all[1]);
    }
  }

  @Test
  void saysWhichWeightIsNoNumber() {
    Tensor weight = Tensor.of(TensorType.f32(2), new float[] {1, Float.NaN});

    ModelException e =
        assertThrows(
            ModelException.class, () -> MIN_MAX.of("conv1.weight", weight, OptionalInt.of(0)));

    assertEquals(
        "weight \"conv1.weight\": it contains NaN; a network with such a weight cannot be quantized",
        e.getMessage());
  }
}
