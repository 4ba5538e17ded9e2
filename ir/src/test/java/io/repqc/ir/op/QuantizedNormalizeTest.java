package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The normalisation in integers: its formula in exact numbers, and how near it is to the real one.
 */
final class QuantizedNormalizeTest {
  private static final double EPSILON = 1e-5;

  @Test
  void isWhatItsFormulaSays() {
    for (int seed = 0; seed < 1000; seed++) {
      Draw draw = new Draw(seed);
      Normalize op = normalize(draw, draw.anyLevels(), draw.between(1, 50));
      int n = op.x().type().dim(1);

      Tensor found = Numbers.evaluate(op);

      BigInteger[] expected = expected(op, n);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i].intValueExact(), found.integer(i), op::toString);
      }
    }
  }

  /** The formula of {@link IntegerNormalize} over the rows of a matrix. */
  private static BigInteger[] expected(Normalize op, int n) {
    BigInteger count = BigInteger.valueOf(n);
    Rational scale = Rational.of(op.x().type().quantization().scale(0));
    Rational spread =
        Rational.of(n)
            .times(Rational.of(n))
            .times(Rational.of(op.epsilon()))
            .over(scale.times(scale));
    Rational half = Rational.powerOfTwo(op.x().elementType().bits() - 1);
    Rational largest = Rational.of(n).times(Rational.of(n)).times(half).times(half).plus(spread);
    int f = Math.floorDiv(61 - largest.exponent(), 2);
    long reach = op.scale().type().quantization().reach();
    int q = 30 - BigInteger.valueOf(reach).bitLength() - (count.bitLength() + 1) / 2;
    BigInteger e = spread.times(Rational.powerOfTwo(2 * f)).significant(53).halfUp();
    ExactTensor x = ExactTensor.steps(op.x());
    ExactTensor gains = ExactTensor.steps(op.scale());
    ExactTensor shifts = ExactTensor.plain(op.shift());
    BigInteger[] results = new BigInteger[x.numbers().size()];
    for (int row = 0; row < x.shape().dim(0); row++) {
      BigInteger s1 = BigInteger.ZERO;
      BigInteger s2 = BigInteger.ZERO;
      for (int i = 0; i < n; i++) {
        s1 = s1.add(x.at(row, i));
        s2 = s2.add(x.at(row, i).pow(2));
      }
      BigInteger v = count.multiply(s2).subtract(s1.pow(2)).shiftLeft(2 * f).add(e);
      BigInteger d = v.sqrt();
      assertTrue(v.bitLength() <= 62);
      for (int i = 0; i < n; i++) {
        BigInteger part =
            count.multiply(x.at(row, i)).subtract(s1).multiply(gains.at(i)).shiftLeft(f + q);
        BigInteger normal =
            d.signum() == 0 ? BigInteger.ZERO : new Rational(part.add(d.shiftRight(1)), d).floor();
        assertTrue(part.bitLength() < 62 && normal.bitLength() <= 30);
        results[row * n + i] = normal.add(shifts.at(i));
      }
    }
    return results;
  }

  /** In steps of 8-bit levels that hold all results of a seed. */
  @Test
  void isWithinAnEighthOfAStepOfTheRealOne() {
    double worst = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Draw draw = new Draw(seed);
      int n = 1 << draw.between(2, 12);
      Levels levels =
          Levels.full(ElementType.U8, (float) Math.exp(draw.random.nextGaussian() - 3), 100);
      Normalize op = normalize(draw, levels, n);
      Tensor found = Numbers.evaluate(op);
      double unit = found.type().quantization().scale(0);
      Tensor real = Numbers.evaluate(realTwin(op, unit));
      double largest = 0;
      for (int i = 0; i < real.count(); i++) {
        largest = Math.max(largest, Math.abs(real.number(i)));
      }
      for (int i = 0; i < real.count() && largest > 0; i++) {
        double error = Math.abs(found.integer(i) * unit - real.number(i));
        worst = Math.max(worst, error / (largest / 127));
      }
    }
    double found = worst;
    assertTrue(found < 0.125, () -> "differs by " + found + " of a step");
  }

  private static Normalize realTwin(Normalize op, double unit) {
    Tensor shift = ((Constant) op.shift().op()).tensor();
    return new Normalize(
        decoded(op.x()),
        decoded(op.scale()),
        Numbers.of(
            ElementType.F64,
            shift.shape(),
            Arrays.stream(shift.ints()).mapToDouble(i -> i * unit).toArray()),
        op.axes(),
        op.epsilon());
  }

  private static Value decoded(Value x) {
    return Value.of("real", new Constant(Numbers.evaluate(new Decode(x, ElementType.F64))));
  }

  /** Two rows of n elements, with a gain and a shift for each column. */
  private static Normalize normalize(Draw draw, Levels levels, int n) {
    Value x = draw.on(levels, Shape.of(2, n));
    Value gain = draw.on(Levels.full(ElementType.I8, 0.01f, 0).within(-127, 127), Shape.of(n));
    Value shift =
        draw.constant(
            new TensorType(ElementType.I32, Shape.of(n)), () -> draw.between(-9999, 9999));
    return new Normalize(x, gain, shift, List.of(1), EPSILON);
  }

  @Test
  void equalNumbersAreAllShift() {
    Levels one = Levels.full(ElementType.U8, 0.5f, 0).within(9, 9);
    Normalize op = normalize(new Draw(0), one, 5);
    assertEquals(
        ExactTensor.plain(op.shift()).numbers().get(3).intValueExact(),
        Numbers.evaluate(op).integer(8));
  }

  @Test
  void squareRootsAreRoundedDown() {
    for (long root : new long[] {0, 1, 2, 46340, 94906265, (1L << 31) - 1}) {
      assertEquals(root, IntegerNormalize.root(root * root));
      assertEquals(root, IntegerNormalize.root(root * root + 2 * root));
    }
  }
}
