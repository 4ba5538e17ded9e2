package io.repqc.ir.op;

/**
 * The error function to double precision: its Maclaurin series near zero, the continued fraction of
 * the complementary function elsewhere (Abramowitz and Stegun, 7.1.6 and 7.1.14).
 */
final class ErrorFunction {
  private static final double SERIES_LIMIT = 2.5;
  private static final int FRACTION_DEPTH = 80;

  private ErrorFunction() {}

  static double erf(double x) {
    return Math.abs(x) < SERIES_LIMIT ? series(x) : Math.signum(x) * (1 - fraction(Math.abs(x)));
  }

  /** 1 - erf(x), without losing the small numbers of a large x. */
  static double erfc(double x) {
    if (Math.abs(x) < SERIES_LIMIT) {
      return 1 - series(x);
    }
    return x > 0 ? fraction(x) : 2 - fraction(-x);
  }

  /** All terms have one sign: 2/sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (2n+1)!!. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  private static double fraction(double x) {
    double tail = x;
    for (int n = FRACTION_DEPTH; n >= 1; n--) {
      tail = x + n / 2.0 / tail;
    }
    return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / tail;
  }
}
