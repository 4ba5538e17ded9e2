package io.repqc.ir.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of single elements against their definitions, to the bit. */
final class FastElementsTest {
  private static final FastEvaluation FAST = new FastEvaluation();
  private static final Function<Value, Tensor> TENSORS = value -> ((Constant) value.op()).tensor();
  private static final float[] SPECIAL = {
    0,
    -0f,
    1,
    -1,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE
  };

  private Random random = new Random(0);

  @RepeatedTest(100)
  void functionsOfTwoThatBroadcast(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    List<Integer> dims = new ArrayList<>();
    for (int axis = random.nextInt(5); axis > 0; axis--) {
      dims.add(1 + random.nextInt(4));
    }
    for (BinaryFunction function : BinaryFunction.values()) {
      if (!function.isLogical()) {
        check(new Binary(function, draw(some(dims)), draw(some(dims))));
      }
    }
  }

  @Test
  void functionsOfTwoLongOnes() {
    Shape shape = Shape.of(2, 3, 101, 103);
    for (Shape other : List.of(shape, Shape.of(3, 1, 1), Shape.of(2, 1, 101, 1), Shape.SCALAR)) {
      check(new Binary(BinaryFunction.ADD, draw(shape), draw(other)));
      check(new Binary(BinaryFunction.PRELU, draw(other), draw(shape)));
    }
  }

  @Test
  void functionsOfNothing() {
    check(new Binary(BinaryFunction.MUL, draw(Shape.of(3, 0)), draw(Shape.of(1))));
    check(Clamp.relu(draw(Shape.of(0, 3))));
    check(norm(Shape.of(2, 3, 0)));
  }

  @ParameterizedTest
  @CsvSource({"0,6", "-0.1,0.1", "-0.0,Infinity", "0.0,Infinity", "-1e300,1e300", "1,-1"})
  void clamps(double low, double high) {
    check(new Clamp(draw(Shape.of(40_000)), low, high));
  }

  @Test
  void functionsOfOne() {
    check(new Unary(UnaryFunction.SIGMOID, draw(Shape.of(40_000))));
    check(new Unary(UnaryFunction.CELU, draw(Shape.of(3, 5)), 0.3, 0));
  }

  @Test
  void normalizes() {
    check(norm(Shape.of(3, 4, 5, 6)));
    check(norm(Shape.of(3, 4)));
  }

  @Test
  void otherElementsGoToTheDefinition() {
    for (ElementType elements : List.of(ElementType.I32, ElementType.F64)) {
      Tensor tensor = Tensor.generate(new TensorType(elements, Shape.of(3)), i -> i - 1);
      Value x = Value.of("x", new Constant(tensor));
      check(new Binary(BinaryFunction.MUL, x, x));
      check(new Unary(UnaryFunction.NEG, x));
      check(Clamp.relu(x));
    }
  }

  private BatchNorm norm(Shape shape) {
    Shape channels = Shape.of(shape.dim(1));
    Tensor positive = Tensor.generate(f32(channels), i -> random.nextDouble());
    Value variance = Value.of("variance", new Constant(positive));
    return new BatchNorm(
        draw(shape), draw(channels), draw(channels), draw(channels), variance, 1e-5);
  }

  /** Some of the last dimensions, some of them 1. */
  private Shape some(List<Integer> dims) {
    List<Integer> last = dims.subList(random.nextInt(dims.size() + 1), dims.size());
    return new Shape(last.stream().map(dim -> random.nextInt(3) == 0 ? 1 : dim).toList());
  }

  private Value draw(Shape shape) {
    return Value.of("x", new Constant(Tensor.generate(f32(shape), i -> number())));
  }

  private double number() {
    return random.nextInt(4) == 0
        ? SPECIAL[random.nextInt(SPECIAL.length)]
        : random.nextGaussian() * Math.pow(2, random.nextInt(280) - 140);
  }

  private static TensorType f32(Shape shape) {
    return new TensorType(ElementType.F32, shape);
  }

  private static void check(Op op) {
    assertEquals(op.evaluate(TENSORS), FAST.evaluate(op, TENSORS), op::toString);
  }
}
