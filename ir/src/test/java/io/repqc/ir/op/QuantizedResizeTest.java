package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Integer weights: exact where the sizes are in powers of two, else as near as their bits. */
final class QuantizedResizeTest {

  @Test
  void ratiosThatArePowersOfTwoAreExact() {
    for (int seed = 0; seed < 1000; seed++) {
      Draw draw = new Draw(seed);
      Value x = draw.bytes(Shape.of(draw.between(1, 5), draw.between(1, 5)));
      int height = 1 << draw.between(0, 4);
      int width = 1 << draw.between(0, 4);
      Resize op = resize(x, height, width, ResizeMode.LINEAR, Coordinates.HALF_PIXEL);

      Tensor found = Numbers.evaluate(op);

      Rational unit = Rational.of(found.type().quantization().scale(0));
      Rational scale = Rational.of(x.type().quantization().scale(0));
      ExactTensor steps = ExactTensor.steps(x);
      int[] next = {0};
      ExactTensor.forEach(
          found.shape(),
          index -> {
            Rational expected = mean(steps, place(index[0], height), place(index[1], width));
            Rational real = Rational.of(found.integer(next[0]++)).times(unit);
            assertEquals(0, expected.times(scale).compareTo(real), op::toString);
          });
    }
  }

  /** Where the middle of a small pixel lies among the middles of the large ones. */
  private static Rational place(int index, int ratio) {
    return Rational.of(index + 0.5).over(Rational.of(ratio)).plus(Rational.of(-0.5));
  }

  private static Rational mean(ExactTensor steps, Rational row, Rational column) {
    Rational mean = Rational.of(0);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        int y = row.floor().intValueExact() + i;
        int x = column.floor().intValueExact() + j;
        Rational number =
            Rational.of(steps.at(inside(y, steps.shape().dim(0)), inside(x, steps.shape().dim(1))));
        mean = mean.plus(number.times(weight(row, y)).times(weight(column, x)));
      }
    }
    return mean;
  }

  private static Rational weight(Rational place, int neighbour) {
    Rational distance = place.plus(Rational.of(-neighbour));
    Rational magnitude = new Rational(distance.numerator().abs(), distance.denominator());
    return Rational.of(1).plus(magnitude.times(Rational.of(-1)));
  }

  private static int inside(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  @Test
  void otherRatiosDifferByLessThanAQuarterOfAStep() {
    double worst = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Draw draw = new Draw(seed);
      Value x = draw.bytes(Shape.of(draw.between(1, 6), draw.between(1, 6)));
      ResizeMode mode = draw.random.nextBoolean() ? ResizeMode.CUBIC : ResizeMode.LINEAR;
      Coordinates coordinates =
          draw.random.nextBoolean() ? Coordinates.HALF_PIXEL : Coordinates.ALIGN_CORNERS;
      Resize op =
          resize(x, draw.between(1, 30) / 7.0, draw.between(1, 30) / 7.0, mode, coordinates);
      double scale = x.type().quantization().scale(0);
      Value real = real(x);

      Tensor found = Numbers.evaluate(op);
      Tensor expected =
          Numbers.evaluate(new Resize(real, op.axes(), op.sizes(), op.scales(), op.sampling()));

      for (int i = 0; i < found.count(); i++) {
        double steps = found.integer(i) * found.type().quantization().scale(0) / scale;
        worst = Math.max(worst, Math.abs(steps - expected.number(i) / scale));
      }
    }
    double found = worst;
    assertTrue(found < 0.25, () -> "differs by " + found + " steps");
    assertTrue(found > 0.01, "thirds are no integers of 11 bits");
  }

  /** In halves, each of these rounds up to one, which is one too many. */
  @Test
  void theGreatestWeightTakesTheRestTheFirstOfSeveral() {
    assertArrayEquals(new double[] {1, 0, 1}, halves(0.3, 0.4, 0.3));
    assertArrayEquals(new double[] {0, 1, 1}, halves(1 / 3.0, 1 / 3.0, 1 / 3.0));
    assertArrayEquals(new double[] {1, 1}, halves(0.25, 0.75), "ties upward: 1/2 and 3/2");
  }

  private static double[] halves(double... weights) {
    return new Sampling.Sample(new int[weights.length], weights).inIntegers(1).weights();
  }

  @Test
  void whatIsConstantStaysSo() {
    for (int seed = 0; seed < 500; seed++) {
      Draw draw = new Draw(seed);
      Levels levels = draw.byteLevels();
      Value x = draw.on(levels.within(levels.maximum(), levels.maximum()), Shape.of(2, 3));
      Resize op =
          resize(x, draw.between(1, 30) / 7.0, 2.3, ResizeMode.CUBIC, Coordinates.HALF_PIXEL);
      Tensor found = Numbers.evaluate(op);
      double steps = levels.maximum() - levels.zeroPoint();
      for (int i = 0; i < found.count(); i++) {
        double real = found.integer(i) * found.type().quantization().scale(0);
        assertEquals(steps * levels.scale(), real);
      }
    }
  }

  private static Value real(Value x) {
    return Value.of("constant", new Constant(Numbers.evaluate(new Decode(x, ElementType.F64))));
  }

  private static Resize resize(
      Value x, double height, double width, ResizeMode mode, Coordinates coordinates) {
    List<Integer> sizes =
        List.of(
            Math.max(1, (int) (x.type().dim(0) * height)),
            Math.max(1, (int) (x.type().dim(1) * width)));
    return new Resize(
        x,
        List.of(0, 1),
        sizes,
        List.of(height, width),
        new Sampling(mode, coordinates, NearestRounding.FLOOR, -0.75, false, false, List.of(), 0));
  }
}
