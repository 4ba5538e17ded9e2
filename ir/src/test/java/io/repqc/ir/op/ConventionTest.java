package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The three conventions against their definitions in exact numbers, written down here once more:
 * fractions of any length, rounded where the convention says so.
 */
final class ConventionTest {
  private static final int LOWEST = -(1 << 30);
  private static final int HIGHEST = 1 << 30;
  private static final int[] EXTREMES = {
    0,
    1,
    -1,
    2,
    -2,
    127,
    -128,
    1 << 24,
    (1 << 24) + 1,
    (1 << 24) + 3,
    -(1 << 24) - 1,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 1,
    Integer.MIN_VALUE + 1
  };

  @Test
  void onnxRoundsThreeTimesInSinglePrecision() {
    forAllRatios(
        Convention.ONNX,
        (sum, from, to) -> {
          Rational factor = Rational.of(from).significant(24).over(Rational.of(to)).significant(24);
          return Rational.of(sum).significant(24).times(factor).significant(24).halfToEven();
        });
  }

  @Test
  void fixedRoundsOnceTiesUpward() {
    forAllRatios(
        Convention.FIXED, (sum, from, to) -> multiplier(from, to).times(Rational.of(sum)).halfUp());
  }

  /** The formulas of gemmlowp's documentation: truncating division, and a remainder's threshold. */
  @Test
  void tfliteRoundsTwice() {
    forAllRatios(
        Convention.TFLITE,
        (sum, from, to) -> {
          Rational multiplier = multiplier(from, to);
          if (multiplier.numerator().signum() == 0) {
            return BigInteger.ZERO;
          }
          int shift = multiplier.exponent() + 1;
          BigInteger mantissa = multiplier.times(Rational.powerOfTwo(31 - shift)).floor();
          BigInteger shifted =
              clamp(
                  BigInteger.valueOf(sum).shiftLeft(Math.max(shift, 0)),
                  Integer.MIN_VALUE,
                  Integer.MAX_VALUE);
          return dividedByPowerOfTwo(doubledHigh(shifted, mantissa), Math.max(-shift, 0));
        });
  }

  private static BigInteger doubledHigh(BigInteger sum, BigInteger mantissa) {
    BigInteger product = sum.multiply(mantissa);
    BigInteger half = BigInteger.TWO.pow(30);
    BigInteger nudge = product.signum() >= 0 ? half : BigInteger.ONE.subtract(half);
    return product.add(nudge).divide(BigInteger.TWO.pow(31));
  }

  private static BigInteger dividedByPowerOfTwo(BigInteger number, int exponent) {
    return new Rational(number, BigInteger.TWO.pow(exponent)).halfAwayFromZero();
  }

  /** The ratio as a 31-bit multiplier and a power of two: what both integer conventions keep. */
  private static Rational multiplier(double from, float to) {
    Rational ratio = Rational.of(from).over(Rational.of(to)).significant(53);
    Rational unit = Rational.powerOfTwo(ratio.exponent() - 30);
    Rational rounded = Rational.of(ratio.over(unit).halfAwayFromZero()).times(unit);
    if (rounded.exponent() < -32) {
      return Rational.of(0);
    }
    Rational largest = Rational.powerOfTwo(30).plus(Rational.of(-0.5));
    return rounded.compareTo(largest) > 0 ? largest : rounded;
  }

  private interface Definition {
    BigInteger product(int sum, double from, float to);
  }

  /** Ratios of every exponent, powers of two, their neighbours and random ones. */
  private static void forAllRatios(Convention convention, Definition definition) {
    Random random = new Random(convention.ordinal());
    for (int exponent = -40; exponent <= 34; exponent++) {
      double power = Math.scalb(1.0, exponent);
      check(convention, definition, power, 1, random);
      check(convention, definition, Math.nextDown(power), 1, random);
      check(convention, definition, Math.nextUp(power), 1, random);
      check(convention, definition, power * (float) (1 - 0x1p-24), 1, random);
      for (int i = 0; i < 8; i++) {
        float to = 0.001f + random.nextFloat();
        check(convention, definition, power * to * (1 + random.nextDouble()), to, random);
      }
    }
  }

  private static void check(
      Convention convention, Definition definition, double from, float to, Random random) {
    Factor factor = Factor.of(convention, from, to);
    for (int sum : EXTREMES) {
      check(factor, definition, sum, from, to);
    }
    for (int i = 0; i < 16; i++) {
      int sum = random.nextInt() >> random.nextInt(31);
      check(factor, definition, sum, from, to);
      check(factor, definition, nearTie(sum, to / from), from, to);
    }
  }

  /** A sum whose product is near the middle of two integers, if there is one. */
  private static int nearTie(int level, double steps) {
    return (int) Math.rint(((level >> 8) + 0.5) * steps);
  }

  private static void check(Factor factor, Definition definition, int sum, double from, float to) {
    BigInteger expected = clamp(definition.product(sum, from, to), LOWEST, HIGHEST);
    assertEquals(
        expected.intValueExact(),
        factor.round(sum, LOWEST, HIGHEST),
        () -> sum + " * " + from + " / " + to + " by " + factor);
    assertEquals(
        Math.max(-128, Math.min(127, expected.intValueExact())), factor.round(sum, -128, 127));
  }

  private static BigInteger clamp(BigInteger number, long lowest, long highest) {
    return number.max(BigInteger.valueOf(lowest)).min(BigInteger.valueOf(highest));
  }

  /** Sums, and what each convention makes of an eighth of them. */
  @Test
  void tiesByHand() {
    int[][] eighths = {
      {4, 0, 1, 1},
      {12, 2, 2, 2},
      {20, 2, 3, 3},
      {-4, 0, 0, -1},
      {-12, -2, -1, -2},
      {-20, -2, -2, -3},
      {3, 0, 0, 1},
      {-3, 0, 0, 0},
      {5, 1, 1, 1},
      {-5, -1, -1, -1},
    };
    for (int[] row : eighths) {
      for (Convention convention : Convention.values()) {
        assertEquals(
            row[1 + convention.ordinal()],
            Factor.of(convention, 0.125, 1).round(row[0], -128, 127),
            () -> row[0] + " / 8 by " + convention);
      }
    }
  }

  @Test
  void multipliersAtTheirEnds() {
    assertEquals(new Factor(Convention.FIXED, 0, 1 << 30, 1), Factor.of(Convention.FIXED, 1, 1));
    assertEquals(
        new Factor(Convention.FIXED, 0, 1 << 30, -2), Factor.of(Convention.FIXED, 0.125, 1));
    assertEquals(
        new Factor(Convention.FIXED, 0, 1 << 30, 1),
        Factor.of(Convention.FIXED, Math.nextDown(1.0), 1),
        "the multiplier rounds up to 2^31");
    assertEquals(
        new Factor(Convention.FIXED, 0, 1 << 30, -31), Factor.of(Convention.FIXED, 0x1p-32, 1));
    assertEquals(new Factor(Convention.FIXED, 0, 0, 0), Factor.of(Convention.FIXED, 0x1.fp-33, 1));
    assertEquals(
        new Factor(Convention.FIXED, 0, 1 << 30, 30), Factor.of(Convention.FIXED, 0x1p29, 1));
    assertEquals(
        new Factor(Convention.FIXED, 0, Integer.MAX_VALUE, 30),
        Factor.of(Convention.FIXED, 0x1p30, 1));
  }
}
