package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arithmetic, activations, bounds and comparisons. */
final class ImportElementwiseTest {
  private static final Tensor PAIR = Tensor.f32(Shape.of(2), 10, 20);
  private static final Tensor SQUARE = Tensor.f32(Shape.of(2, 2), 1, 2, 3, 4);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void beforeOpset7TheSecondOperandStartsAtAnAxis() {
    new OneNode(6, "Add")
        .input(SQUARE)
        .constant(PAIR)
        .with("broadcast", 1)
        .with("axis", 0)
        .gives(11, 12, 23, 24);
    new OneNode(7, "Add").input(SQUARE).constant(PAIR).gives(11, 22, 13, 24);
  }

  @Test
  void powerHasTheTypeOfItsBase() {
    Tensor halves = Tensor.f32(Shape.of(2), 0.5f, 2);
    Tensor integers = Tensor.i64(Shape.of(2), 9, 5);

    new OneNode(13, "Pow").input(integers).constant(halves).gives(3, 25);
    new OneNode(13, "Pow").input(halves).constant(Tensor.i64(Shape.SCALAR, 2)).gives(0.25, 4);
    assertEquals(
        ElementType.I64,
        new OneNode(13, "Pow").input(integers).constant(halves).value().elementType());
  }

  @Test
  void theRestOfADivisionHasOneSignOrTheOther() {
    Tensor dividends = Tensor.i64(Shape.of(4), 7, -7, 7, -7);
    Tensor divisors = Tensor.i64(Shape.of(4), 3, 3, -3, -3);
    Tensor floats = Tensor.f32(Shape.of(2), 5.5f, -5.5f);
    Tensor two = Tensor.f32(Shape.SCALAR, 2);

    new OneNode(13, "Mod").input(dividends).input(divisors).gives(1, 2, -2, -1);
    new OneNode(13, "Mod").input(dividends).input(divisors).with("fmod", 1).gives(1, -1, 1, -1);
    new OneNode(13, "Mod").input(floats).constant(two).with("fmod", 1).gives(1.5, -1.5);
    assertEquals(
        "fmod is 0, which is for integers, not for %x1 : f32[]",
        new OneNode(13, "Mod").input(floats).constant(two).problem());
  }

  @Test
  void joinsAnyNumberOfInputs() {
    new OneNode(13, "Mean")
        .input(SQUARE)
        .constant(PAIR)
        .constant(PAIR)
        .gives(7, 14, 23 / 3.0, 44 / 3.0);
    new OneNode(13, "Max")
        .input(SQUARE)
        .constant(Tensor.f32(Shape.SCALAR, 2.5f))
        .gives(2.5, 2.5, 3, 4);
    new OneNode(13, "Sum").input(SQUARE).gives(1, 2, 3, 4);
  }

  @Test
  void slopesOfPReluAreByChannelBeforeOpset7() {
    Tensor x = Tensor.f32(Shape.of(1, 2, 2), -1, -2, -3, 4);

    new OneNode(6, "PRelu").input(x).constant(PAIR).gives(-10, -20, -60, 4);
    new OneNode(7, "PRelu").input(x).constant(PAIR).gives(-10, -40, -30, 4);
  }

  @Test
  void aSlopeDoesNotStretchTheInput() {
    assertEquals(
        "the slope has shape [2,2,2], expected one that broadcasts to the input's [2,2]",
        new OneNode(9, "PRelu")
            .input(SQUARE)
            .constant(Tensor.fill(TensorType.f32(2, 2, 2), 1))
            .problem());
  }

  @Test
  void geluSaysWhichApproximationsThereAre() {
    assertEquals(
        "approximate is 'fast', expected none or tanh",
        new OneNode(20, "Gelu").input(SQUARE).with("approximate", "fast").problem());
  }

  @Test
  void theLargestFloatIsNoBound() {
    Clamp clamp =
        (Clamp)
            new OneNode(6, "Clip")
                .input(SQUARE)
                .with("min", -Float.MAX_VALUE)
                .with("max", 6f)
                .value()
                .op();

    assertEquals(-INFINITY, clamp.low());
    assertEquals(6, clamp.high());
  }

  @Test
  void theUpperBoundOfClipWins() {
    new OneNode(13, "Clip")
        .input(SQUARE)
        .constant(Tensor.f32(Shape.SCALAR, 3))
        .constant(Tensor.f32(Shape.SCALAR, 2))
        .gives(2, 2, 2, 2);
  }

  @Test
  void aBoundThatIsTrainedStaysAValue() {
    OneNode clip =
        new OneNode(13, "Clip").input(SQUARE).noInput().constant(Tensor.f32(Shape.SCALAR, 2));
    ImportOptions training = new ImportOptions(Map.of(), Map.of(), List.of(), List.of("x2"));

    Binary bound = (Binary) clip.read(training).graph().outputs().get(0).value().op();

    assertEquals(BinaryFunction.MIN, bound.function());
    assertEquals("x2", bound.right().name());
  }

  @Test
  void boundsOfLongIntegersAreExact() {
    long bound = (1L << 60) + 1;
    Tensor x = Tensor.i64(Shape.of(2), 5, Long.MAX_VALUE);

    Tensor clipped =
        new OneNode(13, "Clip")
            .input(x)
            .noInput()
            .constant(Tensor.i64(Shape.SCALAR, bound))
            .run()
            .get(0);

    assertEquals(bound, clipped.integer(1));
  }

  @Test
  void nothingComparesWithNaN() {
    Tensor x = Tensor.f32(Shape.of(3), Float.NaN, 1, 2);
    Tensor y = Tensor.f32(Shape.of(3), 1, 1, Float.NaN);

    new OneNode(16, "LessOrEqual").input(x).constant(y).gives(0, 1, 0);
    new OneNode(16, "GreaterOrEqual").input(x).constant(y).gives(0, 1, 0);
  }
}
