package io.repqc.ir.op;

import static io.repqc.ir.op.Numbers.assertGives;
import static io.repqc.ir.op.Numbers.f32;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import org.junit.jupiter.api.Test;

final class QuantizeTest {
  private static final Value HALF = f32(Shape.SCALAR, 0.5);

  @Test
  void tiesGoToTheEvenStepBeforeTheZeroPoint() {
    Value x = f32(Shape.of(5), 0.25, 0.75, 1.25, -0.25, -0.75);
    assertGives(quantize(x, HALF, 1, ElementType.I8), Shape.of(5), 1, 3, 3, 1, -1);
  }

  @Test
  void storageSaturates() {
    Value x = f32(Shape.of(4), 1e9, -1e9, Double.POSITIVE_INFINITY, 3.9);
    assertGives(quantize(x, HALF, 128, ElementType.U8), Shape.of(4), 255, 0, 255, 136);
    assertGives(quantize(x, HALF, 0, ElementType.I4), Shape.of(4), 7, -8, 7, 7);
    assertGives(quantize(x, HALF, 1, ElementType.U4), Shape.of(4), 15, 0, 15, 9);
    assertGives(quantize(x, HALF, 0, ElementType.U16), Shape.of(4), 65535, 0, 65535, 8);
  }

  @Test
  void aRangeWithinTheStorageHolds() {
    Value x = f32(Shape.of(2), 9, -9);
    Value zero = Numbers.of(ElementType.I8, Shape.SCALAR, 0);
    assertGives(new Quantize(x, HALF, zero, -7, 7, 0, ElementType.I8, false), Shape.of(2), 7, -7);
  }

  /**
   * In exact numbers 0.3f / 0.2f is over 1.5 and would round the same; 0.7f / 0.2f is under 3.5.
   */
  @Test
  void theQuotientIsRoundedToTheTypeOfTheScaleFirst() {
    Value x = f32(Shape.of(2), 0.3f, 0.7f);
    Value fifth = f32(Shape.SCALAR, 0.2f);
    assertGives(quantize(x, fifth, 0, ElementType.I8), Shape.of(2), 2, 4);
    Value wide = Numbers.of(ElementType.F64, Shape.SCALAR, 0.2f);
    assertGives(quantize(x, wide, 0, ElementType.I8), Shape.of(2), 2, 3);
  }

  @Test
  void scalesLieAlongAnAxisOrOverBlocks() {
    Value x = f32(Shape.of(2, 2), 1, 2, 3, 4);
    Value scales = f32(Shape.of(2), 1, 2);
    Value zeros = Numbers.of(ElementType.U8, Shape.of(2), 0, 10);
    assertGives(Quantize.full(x, scales, zeros, 0, ElementType.U8), Shape.of(2, 2), 1, 2, 12, 12);
    assertGives(Quantize.full(x, scales, zeros, 1, ElementType.U8), Shape.of(2, 2), 1, 11, 3, 12);
    Value blocks = f32(Shape.of(2, 2), 1, 1, 2, 4);
    Value origin = Numbers.of(ElementType.U8, Shape.SCALAR, 0);
    assertGives(Quantize.full(x, blocks, origin, 0, ElementType.U8), Shape.of(2, 2), 1, 2, 2, 1);
  }

  @Test
  void eightBitFloatsRoundToTheirOwnNumbers() {
    Value x = f32(Shape.of(3), 1.0625, 500, -1000);
    Value one = f32(Shape.SCALAR, 1);
    Value zero = Numbers.of(ElementType.F8E4M3, Shape.SCALAR, 0);
    assertGives(Quantize.full(x, one, zero, 0, ElementType.F8E4M3), Shape.of(3), 1, 448, -448);
    assertGives(
        new Quantize(x, one, zero, 0, 0, 0, ElementType.F8E4M3, false),
        Shape.of(3),
        1,
        Double.NaN,
        Double.NaN);
  }

  @Test
  void dequantizeUndoesIt() {
    Value x = Numbers.of(ElementType.U8, Shape.of(1, 2), 0, 255);
    Value scales = f32(Shape.of(2), 0.5, 0.25);
    Value zeros = Numbers.of(ElementType.U8, Shape.of(2), 128, 1);
    assertGives(new Dequantize(x, scales, zeros, 1), Shape.of(1, 2), -64, 63.5);
  }

  /** 2^24 + 1 is no f32; the product of the exact difference with 3 would be. */
  @Test
  void wideIntegersRoundToTheTypeOfTheScaleFirst() {
    Value x = Numbers.of(ElementType.I32, Shape.SCALAR, (1 << 24) + 1);
    Value zero = Numbers.of(ElementType.I32, Shape.SCALAR, 0);
    Value three = f32(Shape.SCALAR, 3);
    assertGives(new Dequantize(x, three, zero, 0), Shape.SCALAR, 3 << 24);
  }

  private static Quantize quantize(Value x, Value scale, int zeroPoint, ElementType storage) {
    return Quantize.full(x, scale, Numbers.of(storage, Shape.SCALAR, zeroPoint), 0, storage);
  }
}
