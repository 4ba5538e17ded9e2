package io.repqc.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DecimalTest {

  @Test
  void writesFewDigits() {
    assertEquals("0.1", Decimal.of(0.1));
    assertEquals("0.1", Decimal.of(0.1f));
    assertEquals("0.30000000000000004", Decimal.of(0.1 + 0.2));
    assertEquals("6.0", Decimal.of(6.0));
    assertEquals("123456789.0", Decimal.of(123456789.0));
    assertEquals("1e-7", Decimal.of(1e-7));
    assertEquals("0.00001", Decimal.of(1e-5));
    assertEquals("1e22", Decimal.of(1e22));
    assertEquals("3.4028235e38", Decimal.of(Float.MAX_VALUE));
    assertEquals("1.7976931348623157e308", Decimal.of(Double.MAX_VALUE));
    assertEquals("5e-324", Decimal.of(Double.MIN_VALUE));
    assertEquals("2e-44", Decimal.of(2e-44f));
  }

  @Test
  void writesWhatIsNoNumber() {
    assertEquals("-0.0", Decimal.of(-0.0));
    assertEquals("0.0", Decimal.of(0.0f));
    assertEquals("inf", Decimal.of(Double.POSITIVE_INFINITY));
    assertEquals("-inf", Decimal.of(Float.NEGATIVE_INFINITY));
    assertEquals("nan", Decimal.of(Double.NaN));
  }

  @Test
  void everyNumberReadsBack() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertEquals(number, Double.parseDouble(Decimal.of(number)));
      }
      float narrow = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(narrow)) {
        assertEquals(narrow, Float.parseFloat(Decimal.of(narrow)));
      }
    }
  }
}
