package io.repqc.passes.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.op.Levels;
import org.junit.jupiter.api.Test;

/** Levels by hand: real = scale * (q - zeroPoint). */
final class IntegersTest {
  private static final Integers U8 = Integers.affine(ElementType.U8);
  private static final Integers I8 = Integers.affine(ElementType.I8);

  @Test
  void theZeroPointIsMinusTheLeastNumberInSteps() {
    // scale = (4.1 + 1) / 255 = 0.02, zero point = -round(-1 / 0.02) = 50
    Levels levels = U8.levels(new Range(-1, 4.1));

    assertEquals(new Levels(ElementType.U8, 0.02f, 50, 0, 255), levels);
    assertEquals(0, levels.nearest(-1));
    assertEquals(50, levels.nearest(0));
    assertEquals(255, levels.nearest(4.1));
  }

  @Test
  void signedIntegersShiftTheZeroPoint() {
    assertEquals(
        new Levels(ElementType.I8, 0.02f, 50 - 128, -128, 127), I8.levels(new Range(-1, 4.1)));
  }

  @Test
  void rangesOfOneSignPutZeroAtTheirEnd() {
    assertEquals(0, U8.levels(new Range(0, 6)).zeroPoint());
    assertEquals(255, U8.levels(new Range(-6, 0)).zeroPoint());
    assertEquals(127, I8.levels(new Range(-6, 0)).zeroPoint());
    assertEquals(6f / 255, U8.levels(new Range(0, 6)).scale());
  }

  @Test
  void fewerBitsAreFewerIntegersOfTheStorage() {
    Integers twoBits = new Integers(ElementType.U8, 0, 3, false);

    assertEquals(new Levels(ElementType.U8, 2, 1, 0, 3), twoBits.levels(new Range(-2, 4)));
  }

  @Test
  void symmetricLevelsHaveZeroInTheMiddleAndReachBothEnds() {
    Integers unsigned = new Integers(ElementType.U8, 0, 255, true);
    Integers signed = new Integers(ElementType.I8, -128, 127, true);

    assertEquals(
        new Levels(ElementType.I8, 0.5f, 0, -127, 127),
        Integers.WEIGHTS.levels(new Range(-63.5, 2)));
    assertEquals(
        new Levels(ElementType.U8, 0.5f, 128, 0, 255), unsigned.levels(new Range(-64, 63.5)));
    assertEquals(0.5f, signed.levels(new Range(-64, 0)).scale());
    assertEquals(0.5f, signed.levels(new Range(0, 63.5)).scale());
  }

  @Test
  void zeroAloneCountsAsOne() {
    assertEquals(1f / 255, U8.levels(Range.ZERO).scale());
    assertEquals(1f / 127, Integers.WEIGHTS.levels(Range.ZERO).scale());
  }

  @Test
  void noScaleIsSubnormal() {
    for (double size : new double[] {Float.MIN_VALUE, 1e-38, 1e-30, 1, 1e30, Float.MAX_VALUE}) {
      for (Range range :
          new Range[] {new Range(0, size), new Range(-size, 0), new Range(-size, size)}) {
        assertTrue(U8.levels(range).scale() >= Float.MIN_NORMAL);
        assertTrue(Float.isFinite(U8.levels(range).scale()));
        assertTrue(Integers.WEIGHTS.levels(range).scale() >= Float.MIN_NORMAL);
      }
    }
  }

  @Test
  void aRangeHoldsZeroAndNothingInfinite() {
    assertThrows(IrException.class, () -> new Range(1, 2));
    assertThrows(IrException.class, () -> new Range(-2, -1));
    assertThrows(IrException.class, () -> new Range(0, Double.POSITIVE_INFINITY));
    assertThrows(IrException.class, () -> new Range(Double.NaN, 1));
    assertEquals(new Range(0, 2), Range.covering(1, 2));
    assertEquals(new Range(-2, 0), Range.covering(-2, -1));
  }
}
