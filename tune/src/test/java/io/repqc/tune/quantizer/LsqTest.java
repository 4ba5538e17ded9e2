package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.StepRule;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.Verifier;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.RoundingRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code y = s * round(clip(x / s, -QN, QP))}, as arXiv 1902.08153 says. */
final class LsqTest {
  private static final int COUNT = 100;
  private static final Tensor WEIGHT =
      Tensor.f32(Shape.of(2, 3), 0.26f, -0.9f, 0.6f, 0.7f, -1.3f, 3);

  @Test
  void weightIsRoundedToStepsOfItsChannel() {
    Trainee trainee = Inserted.weight(WEIGHT, WeightQuantizer.LSQ, 2, 0.5f, 1);

    Verifier.verify(trainee.model());
    assertArrayEquals(
        new float[] {0.5f, -1, 0.5f, 1, -1, 1}, Inserted.run(trainee.model(), Map.of()));
  }

  @Test
  void eachChannelHasAStep() {
    Trainee trainee = Inserted.weight(WEIGHT, WeightQuantizer.LSQ, 2, 0.5f, 1);

    assertEquals(Map.of("w.step", Group.QUANTIZER, "w", Group.WEIGHT), trainee.groups());
    assertEquals(Tensor.f32(Shape.of(2), 0.5f, 1), trainee.model().parameters().get("w.step"));
    assertFalse(trainee.model().parameters().containsKey("w.scale"));
  }

  @Test
  void derivativeCountsByHowManyNumbersShareAStep() {
    assertEquals(
        1 / Math.sqrt(3 * 7),
        Inserted.weight(WEIGHT, WeightQuantizer.LSQ, 4, 1, 1).shares().get("w.step"));
    assertEquals(
        1 / Math.sqrt(6 * 127),
        Inserted.weight(WEIGHT, WeightQuantizer.LSQ, 8, 1).shares().get("w.step"));
    Tensor items = Tensor.f32(Shape.of(5, 6), new float[30]);
    Trainee activation = Inserted.activations(items, ActivationQuantizer.LSQ, 4, 0, 1);
    assertEquals(1 / Math.sqrt(6 * 15), activation.shares().get("x.step"));
  }

  @Test
  void settingsSayWhetherToBoundFirst() {
    Inserted network = new Inserted();
    Value pair = network.pair(network.weight(WEIGHT), -8, 7, 1);
    for (StepRule rule : StepRule.values()) {
      Trainee trainee =
          Inserted.learned(
              network.model(List.of(), pair),
              Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.LSQ, rule));
      assertEquals(Map.of("w.quantized", RoundingRule.valueOf(rule.name())), trainee.rules());
    }
  }

  @Test
  void stepStaysPositive() {
    Trainee trainee = Inserted.weight(WEIGHT, WeightQuantizer.LSQ, 4, 0.5f, 1);
    Map<String, Tensor> updated = Map.of("w.step", Tensor.f32(Shape.of(2), -3, 0.25f), "w", WEIGHT);

    assertEquals(
        Map.of("w.step", Tensor.f32(Shape.of(2), 0.5f / 128, 0.25f), "w", WEIGHT),
        trainee.kept().apply(updated));
  }

  @Test
  void stepThatIsNoNumberStaysSo() {
    Trainee trainee = Inserted.weight(WEIGHT, WeightQuantizer.LSQ, 4, 1);
    Map<String, Tensor> broken = Map.of("w.step", Tensor.f32(Shape.SCALAR, Float.NaN));

    assertEquals(broken, trainee.kept().apply(broken));
  }

  /** The formulas of the paper, on numbers inside and outside of the range. */
  @Test
  void derivativesAreThePapers() {
    float[] steps = {0.5f, 1.25f};
    double[] numbers = Derivatives.draw(1, 2 * COUNT, -6, 6);
    double[] direction = Derivatives.draw(2, 2 * COUNT, -1, 1);
    Map<String, Tensor> found =
        Derivatives.of(Inserted.weight(tensor(numbers), WeightQuantizer.LSQ, 3, steps), direction);

    double[] byNumber = new double[2 * COUNT];
    double[] byStep = new double[2];
    for (int i = 0; i < 2 * COUNT; i++) {
      double quotient = numbers[i] / steps[i / COUNT];
      boolean isInside = -4 < quotient && quotient < 3;
      byNumber[i] = isInside ? direction[i] : 0;
      byStep[i / COUNT] +=
          direction[i] * (isInside ? Math.rint(quotient) - quotient : quotient < 0 ? -4 : 3);
    }
    assertArrayEquals(byNumber, found.get("w").toNumbers(), 1e-12);
    assertArrayEquals(byStep, found.get("w.step").toNumbers(), 1e-12);
  }

  /** What rounds to the last integer is inside when rounding comes first. */
  @Test
  void roundingFirstReachesHalfAStepFarther() {
    QuantizerSettings settings =
        Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.LSQ, StepRule.ROUND_THEN_BOUND);
    Tensor numbers = Tensor.f32(Shape.of(4), 3.25f, 3.75f, -4.25f, -4.75f);
    Map<String, Tensor> found =
        Derivatives.of(Inserted.weight(numbers, settings, 3, 1), 1, 10, 100, 1000);

    assertArrayEquals(new double[] {1, 0, 100, 0}, found.get("w").toNumbers());
    double byStep = (3 - 3.25) + 3 * 10 + (-4 + 4.25) * 100 - 4 * 1000;
    assertArrayEquals(new double[] {byStep}, found.get("w.step").toNumbers(), 1e-12);
  }

  private static Tensor tensor(double[] numbers) {
    return Tensor.generate(new TensorType(ElementType.F32, Shape.of(2, COUNT)), i -> numbers[i]);
  }
}
