package io.repqc.ir.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/** A number in as few decimal digits as read back to the same bits; the same text on every JDK. */
public final class Decimal {
  private static final double EXACT_INTEGERS = 1e15;
  private static final int SMALLEST_PLAIN = -5;
  private static final int LARGEST_PLAIN = 15;

  private Decimal() {}

  public static String of(double number) {
    return of(number, decimal -> decimal.doubleValue() == number);
  }

  public static String of(float number) {
    return of(number, decimal -> decimal.floatValue() == number);
  }

  private static String of(double number, Predicate<BigDecimal> readsBack) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number > 0 ? "0.0" : "-0.0";
    }
    if (Math.abs(number) < EXACT_INTEGERS && number == Math.rint(number)) {
      return (long) number + ".0";
    }
    return format(shortest(new BigDecimal(number), readsBack));
  }

  private static BigDecimal shortest(BigDecimal exact, Predicate<BigDecimal> readsBack) {
    for (int digits = 1; ; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (readsBack.test(rounded)) {
        return rounded.stripTrailingZeros();
      }
    }
  }

  private static String format(BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent < SMALLEST_PLAIN || exponent > LARGEST_PLAIN) {
      return number.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
    String plain = number.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
