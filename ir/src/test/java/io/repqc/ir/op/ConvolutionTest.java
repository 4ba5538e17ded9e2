package io.repqc.ir.op;

import static io.repqc.ir.op.Numbers.assertGives;
import static io.repqc.ir.op.Numbers.f32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConvolutionTest {
  private static final Value X = f32(Shape.of(1, 1, 5), 1, 2, 3, 4, 5);
  private static final Value TAPS = f32(Shape.of(1, 1, 2), 1, 10);
  private static final Value ZERO = f32(Shape.of(1), 0);

  @Test
  void tapsAreNotMirrored() {
    assertGives(
        new Convolution(X, TAPS, f32(Shape.of(1), 0.5), Window.plain(1), 1),
        Shape.of(1, 1, 4),
        21.5,
        32.5,
        43.5,
        54.5);
  }

  @Test
  void stridesDilatesAndPadsEachSideByItself() {
    assertGives(new Convolution(X, TAPS, ZERO, line(2, 3, 2, 1), 1), Shape.of(1, 1, 3), 20, 41, 3);
  }

  @Test
  void aNegativeBorderCuts() {
    assertGives(new Convolution(X, TAPS, ZERO, line(1, 1, -1, -2), 1), Shape.of(1, 1, 1), 32);
  }

  @Test
  void groupsSeeTheirOwnChannels() {
    Value x = f32(Shape.of(1, 4, 1), 1, 2, 3, 4);
    Value weight = f32(Shape.of(2, 2, 1), 1, 10, 100, 1000);
    Value bias = f32(Shape.of(2), 0, 0);
    assertGives(new Convolution(x, weight, bias, Window.plain(1), 2), Shape.of(1, 2, 1), 21, 4300);
  }

  @Test
  void runsOverThreeAxes() {
    Value x = f32(Shape.of(2, 1, 2, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    Value weight = f32(Shape.of(1, 1, 2, 1, 2), 1, 10, 100, 1000);
    assertGives(
        new Convolution(x, weight, ZERO, Window.plain(3), 1), Shape.of(2, 1, 1, 1, 1), 4321, 8765);
  }

  @Test
  void integersWrapInTheirType() {
    Value x = Numbers.of(ElementType.I32, Shape.of(1, 1, 1), 1 << 30);
    Value weight = Numbers.of(ElementType.I32, Shape.of(1, 1, 1), 2);
    Value bias = Numbers.of(ElementType.I32, Shape.of(1), -1);
    assertGives(
        new Convolution(x, weight, bias, Window.plain(1), 1), Shape.of(1, 1, 1), Integer.MAX_VALUE);
  }

  @Test
  void namesTheOperandThatDoesNotFit() {
    Value weight = f32(Shape.of(1, 2, 2), 1, 2, 3, 4);
    IrException problem =
        assertThrows(
            IrException.class,
            () -> new Convolution(X, weight, ZERO, Window.plain(1), 1).inferType());
    assertEquals(
        "convolution: the weight %constant : f32[1,2,2] in 1 groups has 2 input channels,"
            + " the input %constant : f32[1,1,5] has 1",
        problem.getMessage());
  }

  @Test
  void transposedSpreadsScaledKernels() {
    Value x = f32(Shape.of(1, 1, 2), 1, 2);
    Value weight = f32(Shape.of(1, 1, 3), 1, 10, 100);
    assertGives(
        new TransposedConvolution(x, weight, ZERO, line(2, 1, 0, 0), List.of(0), 1),
        Shape.of(1, 1, 5),
        1,
        10,
        102,
        20,
        200);
    assertGives(
        new TransposedConvolution(x, weight, ZERO, line(2, 1, 1, 2), List.of(1), 1),
        Shape.of(1, 1, 3),
        10,
        102,
        20);
    assertGives(
        new TransposedConvolution(x, weight, ZERO, line(2, 2, 0, 0), List.of(1), 1),
        Shape.of(1, 1, 8),
        1,
        0,
        12,
        0,
        120,
        0,
        200,
        0);
  }

  /** The inner product of conv(x) with y is that of x with transposed(y). */
  @Test
  void transposedIsTheAdjoint() {
    Window window = new Window(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(0, 2));
    Value x = ramp(Shape.of(1, 4, 5, 6), 7);
    Value weight = ramp(Shape.of(6, 2, 2, 3), 5);
    Tensor forward = Numbers.evaluate(new Convolution(x, weight, zeros(6), window, 2));
    Value y = ramp(forward.shape(), 11);
    Tensor back =
        Numbers.evaluate(new TransposedConvolution(y, weight, zeros(4), window, List.of(0, 0), 2));

    assertEquals(x.shape(), back.shape());
    assertEquals(inner(forward, y), inner(back, x), 1e-6);
  }

  private static double inner(Tensor left, Value right) {
    Tensor other = ((Constant) right.op()).tensor();
    double sum = 0;
    for (int i = 0; i < left.count(); i++) {
      sum += left.number(i) * other.number(i);
    }
    return sum;
  }

  private static Value ramp(Shape shape, int period) {
    double[] numbers = new double[shape.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % period - period / 2;
    }
    return f32(shape, numbers);
  }

  private static Value zeros(int count) {
    return f32(Shape.of(count), new double[count]);
  }

  private static Window line(int stride, int dilation, int before, int after) {
    return new Window(List.of(stride), List.of(dilation), List.of(before), List.of(after));
  }
}
