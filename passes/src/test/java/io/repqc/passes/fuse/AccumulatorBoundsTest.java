package io.repqc.passes.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bounds against what the ops make of the worst operands there are. */
final class AccumulatorBoundsTest {
  private static final int ZERO_POINT = 100;
  private static final int REACH = 155;
  private static final Quantization LEVELS =
      Levels.full(ElementType.U8, 0.5f, ZERO_POINT).quantization();

  private final Map<Value, Tensor> numbers = new IdentityHashMap<>();
  private final Random random = new Random(5);

  @Test
  void layers() {
    Window window = Window.plain(2);
    check(new Linear(input(3, 10), weight(7, 10), bias(7, 0)));
    check(new Linear(input(3, 10), weight(7, 10), bias(7, 3)));
    check(new Convolution(input(1, 6, 5, 5), weight(8, 3, 3, 3), bias(8, 0), window, 2));
    check(
        new TransposedConvolution(
            input(1, 6, 5, 5), weight(6, 4, 3, 3), bias(8, 2), window, List.of(0, 0), 2));
  }

  @Test
  void matrices() {
    check(new MatMul(input(2, 3, 10), weight(10, 7)));
    check(new MatMul(input(2, 3, 10), input(2, 10, 4)));
  }

  @Test
  void scaledSums() {
    check(new ScaledSum(List.of(input(4), input(4)), List.of(1000, 77), 0.25));
  }

  /** The worst operands are as far from their zero points as they can be, in the same direction. */
  private void check(Op op) {
    Tensor worst = op.evaluate(value -> magnitudes(value));
    double largest = Arrays.stream(worst.ints()).max().orElseThrow();

    Bound bound = new AccumulatorBounds(numbers::get).of(Value.of("sums", op)).orElseThrow();

    assertEquals(largest, bound.largest());
  }

  private Tensor magnitudes(Value value) {
    if (value.op() instanceof Input) {
      return Tensor.generateIntegers(value.type(), i -> ZERO_POINT + REACH);
    }
    Tensor tensor = numbers.get(value);
    return Tensor.generateIntegers(value.type(), i -> Math.abs(tensor.integer(i)));
  }

  private Value input(Integer... dims) {
    TensorType type = new TensorType(ElementType.U8, new Shape(List.of(dims)), LEVELS);
    return Value.of("x" + random.nextInt(), new Input(type, false));
  }

  private Value weight(Integer... dims) {
    Quantization levels = Levels.full(ElementType.I8, 0.25f, 0).quantization();
    return parameter(new TensorType(ElementType.I8, new Shape(List.of(dims)), levels), 127);
  }

  private Value bias(int count, int finerBits) {
    Quantization levels = Quantization.sums(List.of(Math.scalb(0.125, -finerBits)), 0);
    return parameter(new TensorType(ElementType.I32, Shape.of(count), levels), 5000);
  }

  private Value parameter(TensorType type, int largest) {
    Value value = Value.of("p" + random.nextInt(), new Parameter(type, false));
    numbers.put(
        value, Tensor.generateIntegers(type, i -> random.nextInt(2 * largest + 1) - largest));
    return value;
  }
}
