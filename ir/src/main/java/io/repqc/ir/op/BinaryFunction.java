package io.repqc.ir.op;

import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Functions of two numbers, for floats and for integers. */
public enum BinaryFunction implements Family {
  ADD((a, b) -> a + b, (a, b) -> a + b),
  AND((a, b) -> a != 0 && b != 0 ? 1 : 0, (a, b) -> a & b),
  DIV((a, b) -> a / b, BinaryFunction::divide),
  EQUAL((a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0),
  GREATER((a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0),
  LESS((a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0),
  MAX(Math::max, Math::max),
  MIN(Math::min, Math::min),
  MUL((a, b) -> a * b, (a, b) -> a * b),
  OR((a, b) -> a != 0 || b != 0 ? 1 : 0, (a, b) -> a | b),
  POW(StrictMath::pow, BinaryFunction::power),
  /** The parametric rectifier: the right operand is the slope of what is negative. */
  PRELU((x, slope) -> x < 0 ? x * slope : x, (x, slope) -> x < 0 ? x * slope : x),
  SUB((a, b) -> a - b, (a, b) -> a - b),
  XOR((a, b) -> (a != 0) != (b != 0) ? 1 : 0, (a, b) -> a ^ b);

  private final DoubleBinaryOperator floats;
  private final LongBinaryOperator integers;

  BinaryFunction(DoubleBinaryOperator floats, LongBinaryOperator integers) {
    this.floats = floats;
    this.integers = integers;
  }

  public DoubleBinaryOperator floats() {
    return floats;
  }

  public LongBinaryOperator integers() {
    return integers;
  }

  /** Whether the result says true or false about numbers. */
  public boolean isComparison() {
    return this == EQUAL || this == GREATER || this == LESS;
  }

  /** Whether the operands and the result are truth values. */
  public boolean isLogical() {
    return this == AND || this == OR || this == XOR;
  }

  /** Toward zero; what ONNX leaves open, division by zero, is 0. */
  private static long divide(long dividend, long divisor) {
    return divisor == 0 ? 0 : dividend / divisor;
  }

  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 || base == -1 && exponent % 2 == 0 ? 1 : base == -1 ? -1 : 0;
    }
    long result = 1;
    for (long square = base, rest = exponent; rest > 0; rest >>= 1, square *= square) {
      result *= (rest & 1) == 1 ? square : 1;
    }
    return result;
  }
}
