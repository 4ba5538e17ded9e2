package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ways onto levels, from levels to others, and off them. */
final class LevelsTest {
  private static final int CASES = 500;

  @Test
  void everyChannelIsRequantizedByItsOwnFactor() {
    for (int seed = 0; seed < CASES; seed++) {
      Draw draw = new Draw(seed);
      Shape shape = new Shape(draw.dims(3, () -> draw.between(1, 4)));
      int axis = draw.between(0, 2);
      Value x = sums(draw, shape, axis);
      Levels to = draw.anyLevels();
      Convention convention = Convention.values()[seed % 3];

      Tensor found = Numbers.evaluate(new Requantize(x, to, convention));

      assertEquals(to.quantization(), found.type().quantization());
      int[] next = {0};
      ExactTensor.forEach(
          shape,
          index -> {
            double scale = x.type().quantization().scale(index[axis]);
            int sum = ExactTensor.steps(x).at(index).intValueExact();
            int z = to.zeroPoint();
            int expected =
                Factor.of(convention, scale, to.scale())
                    .round(sum, to.minimum() - z, to.maximum() - z);
            assertEquals(expected + z, found.integer(next[0]++));
          });
    }
  }

  /** Sums with a scale for each index of an axis. */
  private static Value sums(Draw draw, Shape shape, int axis) {
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < shape.dim(axis); i++) {
      scales.add(Math.exp(draw.random.nextGaussian() * 3 - 6));
    }
    Quantization quantization = Quantization.sums(scales, axis);
    return draw.constant(
        new TensorType(ElementType.I32, shape, quantization),
        () -> draw.random.nextInt() >> draw.between(0, 24));
  }

  @Test
  void requantizingToTheSameLevelsChangesNothing() {
    for (int seed = 0; seed < CASES; seed++) {
      Draw draw = new Draw(seed);
      Levels levels = draw.anyLevels();
      Value x = draw.on(levels, Shape.of(20));
      Convention convention = Convention.values()[seed % 3];
      assertEquals(
          ((Constant) x.op()).tensor(), Numbers.evaluate(new Requantize(x, levels, convention)));
    }
  }

  @Test
  void whatWasDecodedEncodesToItself() {
    for (int seed = 0; seed < CASES; seed++) {
      Draw draw = new Draw(seed);
      Levels levels = draw.anyLevels();
      Value x = draw.on(levels, Shape.of(20));
      Tensor real = Numbers.evaluate(new Decode(x, ElementType.F32));
      Value decoded = Value.of("decoded", new Constant(real));
      assertEquals(((Constant) x.op()).tensor(), Numbers.evaluate(new Encode(decoded, levels)));
    }
  }

  /** The quotient is rounded to f32, then to the nearest integer, ties to even. */
  @Test
  void encodingIsDivisionRoundedTwice() {
    for (int seed = 0; seed < CASES; seed++) {
      Draw draw = new Draw(seed);
      Levels levels = draw.anyLevels();
      float number = (float) (draw.random.nextGaussian() * levels.scale() * 100);
      long steps =
          Rational.of(number)
              .over(Rational.of(levels.scale()))
              .significant(24)
              .halfToEven()
              .longValueExact();
      long expected =
          Math.max(levels.minimum(), Math.min(levels.maximum(), steps + levels.zeroPoint()));
      Value x = Numbers.f32(Shape.of(1), number);
      assertEquals(expected, Numbers.evaluate(new Encode(x, levels)).integer(0));
    }
  }

  @Test
  void everyIntegerHasItsEntry() {
    for (ElementType type : List.of(ElementType.I8, ElementType.U8)) {
      int least = (int) type.minimum();
      int[] next = {least};
      Value x = new Draw(0).constant(new TensorType(type, Shape.of(256)), () -> next[0]++);
      Value table = new Draw(1).bytes(Shape.of(256));
      assertEquals(((Constant) table.op()).tensor(), Numbers.evaluate(new Lookup(x, table)));
    }
  }
}
