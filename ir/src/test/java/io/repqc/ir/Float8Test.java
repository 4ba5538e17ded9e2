package io.repqc.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class Float8Test {
  @ParameterizedTest
  @EnumSource(names = {"F8E4M3", "F8E5M2"})
  void everyNumberEncodesToItsOwnCode(ElementType type) {
    for (int code = -128; code < 128; code++) {
      float number = Float8.decode(type, (byte) code);
      if (!Float.isNaN(number)) {
        assertEquals(code, Float8.encode(type, number, false));
      }
    }
  }

  @Test
  void theEndsAreThoseOfTheSpecification() {
    assertEquals(448, Float8.decode(ElementType.F8E4M3, (byte) 0x7e));
    assertEquals(0x1p-9f, Float8.decode(ElementType.F8E4M3, (byte) 1));
    assertTrue(Float.isNaN(Float8.decode(ElementType.F8E4M3, (byte) 0xff)));
    assertEquals(57344, Float8.decode(ElementType.F8E5M2, (byte) 0x7b));
    assertEquals(0x1p-16f, Float8.decode(ElementType.F8E5M2, (byte) 1));
    assertEquals(Float.NEGATIVE_INFINITY, Float8.decode(ElementType.F8E5M2, (byte) 0xfc));
  }

  @Test
  void tiesGoToTheEvenCode() {
    assertEquals(1, rounded(ElementType.F8E4M3, 1.0625, false));
    assertEquals(1.25, rounded(ElementType.F8E4M3, 1.1875, false));
    assertEquals(2, rounded(ElementType.F8E4M3, 1.9375, false));
    assertEquals(0, rounded(ElementType.F8E4M3, 0x1p-10, false));
    assertEquals(0x1p-8, rounded(ElementType.F8E4M3, 3 * 0x1p-10, false));
    assertEquals(-1, rounded(ElementType.F8E5M2, -1.125, false));
  }

  @Test
  void whatIsTooLargeSaturatesOnlyIfTold() {
    assertEquals(448, rounded(ElementType.F8E4M3, 464, false));
    assertTrue(Float.isNaN(rounded(ElementType.F8E4M3, 465, false)));
    assertEquals(448, rounded(ElementType.F8E4M3, Double.POSITIVE_INFINITY, true));
    assertEquals(Float.POSITIVE_INFINITY, rounded(ElementType.F8E5M2, 61440, false));
    assertEquals(-57344, rounded(ElementType.F8E5M2, -1e30, true));
    assertTrue(Float.isNaN(rounded(ElementType.F8E5M2, Double.NaN, true)));
  }

  private static float rounded(ElementType type, double number, boolean saturate) {
    return Float8.decode(type, Float8.encode(type, number, saturate));
  }
}
