package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code y = round(clip(x, 0, a) * (2^k - 1) / a) * a / (2^k - 1)}, as arXiv 1805.06085 says. */
final class PactTest {
  private static final int COUNT = 200;
  private static final double[] NUMBERS = Derivatives.draw(1, COUNT, -2, 4);
  private static final double[] DIRECTION = Derivatives.draw(2, COUNT, -1, 1);

  private static Trainee trainee(int zeroPoint, float scale) {
    Tensor numbers =
        Tensor.generate(new TensorType(ElementType.F32, Shape.of(1, COUNT)), i -> NUMBERS[i]);
    return Inserted.activations(numbers, ActivationQuantizer.PACT, 4, zeroPoint, scale);
  }

  @Test
  void clippingStartsAtTheEndOfTheRange() {
    Trainee trainee = trainee(0, 0.25f);

    assertEquals(15 * 0.25, trainee.model().parameters().get("x.clipping").number(0));
    assertEquals(Group.CLIPPING, trainee.groups().get("x.clipping"));
    assertEquals(1, trainee.shares().get("x.clipping"));
  }

  @Test
  void roundsAsThePaperSays() {
    Trainee trainee = trainee(0, 0.25f);
    float alpha = 2.5f;
    float[] expected = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double clipped = Math.max(0, Math.min(alpha, NUMBERS[i]));
      expected[i] = (float) (Math.rint(clipped * 15 / alpha) * alpha / 15);
    }

    assertArrayEquals(
        expected,
        Inserted.run(
            Inserted.with(trainee.model(), "x.clipping", Tensor.f32(Shape.SCALAR, alpha)),
            Inserted.zeros(trainee)),
        1e-6f);
  }

  @Test
  void derivativesAreThePapers() {
    Map<String, Tensor> found = Derivatives.of(trainee(0, 0.25f), DIRECTION);

    double alpha = 15 * 0.25;
    double[] byNumber = new double[COUNT];
    double byClipping = 0;
    for (int i = 0; i < COUNT; i++) {
      byNumber[i] = 0 <= NUMBERS[i] && NUMBERS[i] < alpha ? DIRECTION[i] : 0;
      byClipping += NUMBERS[i] >= alpha ? DIRECTION[i] : 0;
    }
    assertArrayEquals(byNumber, found.get("w").toNumbers(), 1e-12);
    assertEquals(byClipping, found.get("x.clipping").number(0), 1e-12);
  }

  /** 10 of 15 steps are above zero, and 5 below. */
  @Test
  void otherEndOfASignedRangeMovesInProportion() {
    Trainee trainee = trainee(5, 0.25f);
    Map<String, Tensor> found = Derivatives.of(trainee, DIRECTION);

    assertEquals(10 * 0.25, trainee.model().parameters().get("x.clipping").number(0));
    double byClipping = 0;
    for (int i = 0; i < COUNT; i++) {
      byClipping += DIRECTION[i] * (NUMBERS[i] > 2.5 ? 1 : NUMBERS[i] < -1.25 ? -0.5 : 0);
    }
    assertEquals(byClipping, found.get("x.clipping").number(0), 1e-12);
  }

  @Test
  void clippingStaysPositive() {
    Trainee trainee = trainee(0, 0.25f);
    Map<String, Tensor> updated = Map.of("x.clipping", Tensor.f32(Shape.SCALAR, -1));

    assertEquals(15 * 0.25 / 128, trainee.kept().apply(updated).get("x.clipping").number(0));
  }
}
