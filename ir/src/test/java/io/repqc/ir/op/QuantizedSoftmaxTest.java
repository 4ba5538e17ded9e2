package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The softmax in integers against its definition, with exponentials of forty digits. */
final class QuantizedSoftmaxTest {
  private static final MathContext DIGITS = new MathContext(40);

  @Test
  void isWhatItsDefinitionSays() {
    for (int seed = 0; seed < 1000; seed++) {
      Draw draw = new Draw(seed);
      Value x = draw.bytes(Shape.of(1, draw.between(1, 40)));
      Tensor found = Numbers.evaluate(new Softmax(x, 1, false));

      List<BigInteger> exponentials = exponentials(x);
      BigInteger sum = exponentials.stream().reduce(BigInteger.ZERO, BigInteger::add);

      assertEquals(0x1p-24, found.type().quantization().scale(0));
      for (int i = 0; i < found.count(); i++) {
        BigInteger scaled = exponentials.get(i).shiftLeft(24);
        BigInteger expected = new Rational(scaled, sum).halfUp();
        assertEquals(expected.intValueExact(), found.integer(i), x::toString);
      }
    }
  }

  private static List<BigInteger> exponentials(Value x) {
    List<BigInteger> steps = ExactTensor.steps(x).numbers();
    BigInteger largest = steps.stream().max(BigInteger::compareTo).orElseThrow();
    BigDecimal scale = new BigDecimal(x.type().quantization().scale(0));
    List<BigInteger> exponentials = new ArrayList<>();
    for (BigInteger step : steps) {
      BigDecimal below = new BigDecimal(largest.subtract(step)).multiply(scale);
      exponentials.add(
          BigDecimal.ONE
              .divide(exponential(below), DIGITS)
              .multiply(new BigDecimal(1 << 30))
              .setScale(0, RoundingMode.HALF_UP)
              .toBigIntegerExact());
    }
    return exponentials;
  }

  /** Its series at a small part of the exponent, squared as often. */
  private static BigDecimal exponential(BigDecimal exponent) {
    int squarings = 24;
    BigDecimal part = exponent.divide(BigDecimal.valueOf(1L << squarings), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int i = 1; i < 20; i++) {
      term = term.multiply(part).divide(BigDecimal.valueOf(i), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < squarings; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  @Test
  void isNearTheRealOneHoweverLongTheRow() {
    for (int length : new int[] {1, 10, 1000, 100_000}) {
      Levels levels = Levels.full(ElementType.I16, 0.001f, 7);
      checkNear(new Draw(length).on(levels, Shape.of(length)));
      checkNear(oneFarAboveTheOthers(levels, length));
    }
  }

  /** All others have the same exponential, and the same error in it. */
  private static Value oneFarAboveTheOthers(Levels levels, int length) {
    TensorType type = new TensorType(levels.storage(), Shape.of(length), levels.quantization());
    return Value.of("far", new Constant(Tensor.generateIntegers(type, i -> i == 0 ? 20_000 : 0)));
  }

  /** Exponentials are off by 2^-31, and the quotient is rounded. */
  private static void checkNear(Value x) {
    int length = x.shape().count();
    Tensor found = Numbers.evaluate(new Softmax(x, 0, false));
    Tensor decoded = Numbers.evaluate(new Decode(x, ElementType.F64));
    Value real = Value.of("real", new Constant(decoded));
    Tensor expected = Numbers.evaluate(new Softmax(real, 0, false));
    for (int i = 0; i < length; i++) {
      double bound = 0x1p-25 + (length + 1) * 0x1p-31;
      assertEquals(expected.number(i), found.integer(i) * 0x1p-24, bound);
    }
  }

  @Test
  void theTableStartsAtOneAndNeverRises() {
    int[] table = new Softmax(new Draw(1).bytes(Shape.of(1)), 0, false).exponentials();
    assertEquals(1 << 30, table[0]);
    for (int i = 1; i < table.length; i++) {
      assertTrue(table[i] <= table[i - 1]);
    }
  }
}
