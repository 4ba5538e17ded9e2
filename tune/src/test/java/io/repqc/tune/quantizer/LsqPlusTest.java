package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code y = s * round(clip((x - b) / s, n, p)) + b}, as arXiv 2004.09576 says. */
final class LsqPlusTest {
  private static final int COUNT = 200;
  private static final float STEP = 0.375f;
  private static final int ZERO = 5;
  private static final double OFFSET = -ZERO * STEP;
  private static final double[] NUMBERS = Derivatives.draw(1, COUNT, -4, 6);

  private static Trainee trainee() {
    Tensor numbers =
        Tensor.generate(new TensorType(ElementType.F32, Shape.of(2, COUNT / 2)), i -> NUMBERS[i]);
    return Inserted.activations(numbers, ActivationQuantizer.LSQ_PLUS, 4, ZERO, STEP);
  }

  private static double shifted(int i) {
    return (NUMBERS[i] - OFFSET) / STEP;
  }

  private static double clipped(int i) {
    return Math.max(0, Math.min(15, shifted(i)));
  }

  @Test
  void startsOnTheLevelsThatWereInserted() {
    Trainee trainee = trainee();

    assertEquals(OFFSET, trainee.model().parameters().get("x.offset").number(0));
    assertEquals(
        Map.of("w", Group.WEIGHT, "x.step", Group.QUANTIZER, "x.offset", Group.QUANTIZER),
        trainee.groups());
    double share = 1 / Math.sqrt(COUNT / 2 * (15 - ZERO));
    assertEquals(Map.of("x.step", share, "x.offset", share), trainee.shares());
  }

  @Test
  void roundsAsThePaperSays() {
    Trainee trainee = trainee();
    float[] expected = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      expected[i] = (float) (STEP * Math.rint(clipped(i)) + OFFSET);
    }

    assertArrayEquals(expected, Inserted.run(trainee.model(), Inserted.zeros(trainee)));
  }

  @Test
  void derivativesAreThePapersOnTheGrid() {
    double[] direction = Derivatives.draw(2, COUNT, -1, 1);
    Map<String, Tensor> found = Derivatives.of(trainee(), direction);

    double[] byNumber = new double[COUNT];
    double byStep = 0;
    double byOffset = 0;
    for (int i = 0; i < COUNT; i++) {
      boolean isInside = clipped(i) == shifted(i);
      byNumber[i] = isInside ? direction[i] : 0;
      byOffset += isInside ? 0 : direction[i];
      byStep += direction[i] * (isInside ? Math.rint(shifted(i)) - shifted(i) : clipped(i));
    }
    assertArrayEquals(byNumber, found.get("w").toNumbers(), 1e-12);
    assertEquals(byStep, found.get("x.step").number(0), 1e-11);
    assertEquals(byOffset, found.get("x.offset").number(0), 1e-12);
  }

  /** Between two integers the nearest is the zero point, and zero stays a level. */
  @Test
  void zeroPointIsTheNearestInteger() {
    assertEquals(0, rounded(0, -4.4 * STEP));
    assertEquals(-4 * STEP, rounded(-100, -4.4 * STEP));
    assertEquals(-5 * STEP, rounded(-100, -4.6 * STEP));
  }

  @Test
  void zeroPointIsWithinTheIntegers() {
    assertEquals(15 * STEP, rounded(100, 3 * STEP));
    assertEquals(-15 * STEP, rounded(-100, -99 * STEP));
  }

  @Test
  void settledOffsetIsOnTheGrid() {
    Trainee trainee = trainee();
    Map<String, Tensor> numbers = new HashMap<>(trainee.model().parameters());
    numbers.put("x.offset", Tensor.f32(Shape.SCALAR, -4.4f * STEP));

    assertEquals(-4 * STEP, trainee.settled().apply(numbers).get("x.offset").number(0));
  }

  @Test
  void weightsHaveNoOffset() {
    Trainee trainee =
        Inserted.weight(Tensor.f32(Shape.of(1, 2), 1, 2), WeightQuantizer.LSQ_PLUS, 4, 0.5f);

    assertEquals(Map.of("w", Group.WEIGHT, "w.step", Group.QUANTIZER), trainee.groups());
  }

  /** What a number is rounded to with another offset. */
  private static double rounded(float number, double offset) {
    Tensor numbers = Tensor.f32(Shape.of(1, 1), number);
    Trainee trainee = Inserted.activations(numbers, ActivationQuantizer.LSQ_PLUS, 4, ZERO, STEP);
    return Inserted.run(
        Inserted.with(trainee.model(), "x.offset", Tensor.f32(Shape.SCALAR, (float) offset)),
        Inserted.zeros(trainee))[0];
  }
}
