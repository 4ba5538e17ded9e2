package io.repqc.compiler.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @Test
  void namesTheElementThatUsesMostOfItsTolerance() {
    Tensor expected = Tensor.f32(Shape.of(2, 2), 1000, 0, 1, 1);
    Tensor found = Tensor.f32(Shape.of(2, 2), 1000.5f, 0, 1.01f, 1);

    Comparison comparison = Comparison.of(expected, found, new Tolerance(1e-3, 1e-5));

    assertEquals(List.of(1, 0), comparison.worst().orElseThrow().index());
    assertEquals(1, comparison.differing());
    assertFalse(comparison.holds());
  }

  @Test
  void whatIsNoNumberEqualsOnlyItself() {
    assertTrue(holds(NAN, NAN));
    assertTrue(holds(INFINITY, INFINITY));
    assertFalse(holds(INFINITY, -INFINITY));
    assertFalse(holds(NAN, 1));
    assertFalse(holds(1, NAN));
    assertFalse(holds(INFINITY, 3e38f));
    assertFalse(holds(3e38f, INFINITY));
    assertTrue(holds(0f, -0f));
  }

  private static boolean holds(float expected, float found) {
    Shape one = Shape.of(1);
    return Comparison.of(Tensor.f32(one, expected), Tensor.f32(one, found), Tolerance.FLOAT)
        .holds();
  }

  @Test
  void longIntegersAreComparedToTheLastDigit() {
    Tensor expected = Tensor.i64(Shape.of(1), 9007199254740993L);
    Tensor found = Tensor.i64(Shape.of(1), 9007199254740992L);

    assertFalse(Comparison.of(expected, found, Tolerance.EXACT).holds());
    assertTrue(Comparison.of(expected, found, Tolerance.ONE_STEP).holds());
  }

  @Test
  void anEmptyTensorHasNoWorstElement() {
    Tensor none = Tensor.of(ElementType.F32, Shape.of(0), new float[0]);

    Comparison comparison = Comparison.of(none, none, Tolerance.EXACT);

    assertTrue(comparison.holds());
    assertTrue(comparison.worst().isEmpty());
  }
}
