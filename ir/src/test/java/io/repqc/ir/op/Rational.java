package io.repqc.ir.op;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact fraction with a positive denominator, and the roundings that arithmetic is made of. */
record Rational(BigInteger numerator, BigInteger denominator) {
  private static final BigInteger TWO = BigInteger.TWO;

  static Rational of(BigInteger number) {
    return new Rational(number, BigInteger.ONE);
  }

  static Rational of(long number) {
    return of(BigInteger.valueOf(number));
  }

  /** The exact number that a float or a double is. */
  static Rational of(double number) {
    BigDecimal decimal = new BigDecimal(number);
    return decimal.scale() <= 0
        ? of(decimal.toBigIntegerExact())
        : new Rational(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  static Rational powerOfTwo(int exponent) {
    return exponent >= 0 ? of(TWO.pow(exponent)) : new Rational(BigInteger.ONE, TWO.pow(-exponent));
  }

  Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The quotient by a positive number. */
  Rational over(Rational other) {
    return times(new Rational(other.denominator, other.numerator));
  }

  int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** The largest integer that is not above. */
  BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  BigInteger halfUp() {
    return plus(powerOfTwo(-1)).floor();
  }

  BigInteger halfAwayFromZero() {
    return numerator.signum() < 0
        ? new Rational(numerator.negate(), denominator).halfUp().negate()
        : halfUp();
  }

  BigInteger halfToEven() {
    BigInteger up = halfUp();
    boolean isTie = of(up).compareTo(plus(powerOfTwo(-1))) == 0;
    return isTie && up.testBit(0) ? up.subtract(BigInteger.ONE) : up;
  }

  /** The nearest number of {@code bits} significant bits, ties to even, whatever its exponent. */
  Rational significant(int bits) {
    if (numerator.signum() == 0) {
      return this;
    }
    Rational unit = powerOfTwo(exponent() - bits + 1);
    return of(over(unit).halfToEven()).times(unit);
  }

  /** The e for which the magnitude is at least 2^e and less than 2^(e+1). */
  int exponent() {
    Rational magnitude = new Rational(numerator.abs(), denominator);
    int exponent = numerator.abs().bitLength() - denominator.bitLength();
    return magnitude.compareTo(powerOfTwo(exponent)) < 0 ? exponent - 1 : exponent;
  }

  double toDouble() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL128)
        .doubleValue();
  }
}
