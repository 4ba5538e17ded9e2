package io.repqc.compiler.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RangeTest {
  private static final TensorType FLOATS = new TensorType(ElementType.F32, Shape.of(1000));

  @Test
  void drawsFromWhatWasSeen() {
    Range range = Range.of(Tensor.f32(Shape.of(3), 5, 3, 4));

    Range drawn = Range.of(range.draw(FLOATS, new SplittableRandom(1)));

    assertEquals(new Range(3, 5), range);
    assertTrue(drawn.least() >= 3 && drawn.least() < 3.1, drawn::toString);
    assertTrue(drawn.largest() <= 5 && drawn.largest() > 4.9, drawn::toString);
  }

  @Test
  void drawsUsualNumbersWhereANetworkGaveNone() {
    for (float lost : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Range range = Range.of(Tensor.f32(Shape.of(2), 0, lost));

      assertTrue(Range.of(range.draw(FLOATS, new SplittableRandom(1))).width() < 2);
    }
  }

  @Test
  void indicesAndFlagsAreZeroOrOne() {
    TensorType type = new TensorType(ElementType.I64, Shape.of(100));

    assertEquals(new Range(0, 1), Range.of(Range.anything(type, new SplittableRandom(1))));
  }

  @Test
  void aSingleNumberIsAsLargeAsItself() {
    assertEquals(2, new Range(-2, -2).size());
    assertEquals(3, new Range(-2, 1).size());
  }
}
