package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.Verifier;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.Step;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The range of the numbers as they are, rounding straight through. */
final class MinMaxTest {
  private static final Tensor WEIGHT = Tensor.f32(Shape.of(2, 3), 0.2f, -0.7f, 0.4f, 14, -1.2f, 5);

  @Test
  void largestNumberOfAChannelIsItsLargestInteger() {
    Trainee trainee = Inserted.weight(WEIGHT, WeightQuantizer.MIN_MAX, 4, 1, 1);

    assertEquals(Map.of("w", Group.WEIGHT), trainee.groups());
    assertArrayEquals(
        new float[] {0.2f, -0.7f, 0.4f, 14, -2, 4}, Inserted.run(trainee.model(), Map.of()), 1e-6f);
  }

  @Test
  void weightOfOneScaleHasOne() {
    Trainee trainee = Inserted.weight(WEIGHT, WeightQuantizer.MIN_MAX, 4, 1);

    assertArrayEquals(
        new float[] {0, 0, 0, 14, -2, 4}, Inserted.run(trainee.model(), Map.of()), 1e-6f);
  }

  /** Nothing is beyond the range, and the range moves with what bounds it. */
  @Test
  void derivativePassesAllNumbers() {
    Trainee trainee = Inserted.weight(WEIGHT, WeightQuantizer.MIN_MAX, 4, 1, 1);

    assertArrayEquals(
        new double[] {1, 2, 3, 4, 5, 6},
        Derivatives.of(trainee, 1, 2, 3, 4, 5, 6).get("w").toNumbers(),
        1e-12);
  }

  /** A channel of zeros stays one, and its scale positive. */
  @Test
  void scaleHasAFloor() {
    Tensor zeros = Tensor.f32(Shape.of(2, 2), 0, 0, 1, 7);
    Trainee trainee = Inserted.weight(zeros, WeightQuantizer.MIN_MAX, 4, 1, 1);

    assertArrayEquals(new float[] {0, 0, 1, 7}, Inserted.run(trainee.model(), Map.of()), 1e-6f);
  }

  /** From -1 to 2 in 15 steps of 0.2. */
  @Test
  void activationsHaveTheRangeOfTheBatch() {
    Tensor numbers = Tensor.f32(Shape.of(2, 3), -1, 0.25f, 2, 0.05f, 1.1f, -0.3f);
    Trainee trainee = Inserted.activations(numbers, ActivationQuantizer.MIN_MAX, 4, 5, 0.5f);
    Step step = Derivatives.step(trainee, 1, 2, 3, 4, 5, 6);

    float[] expected = {-1, 0.2f, 2, 0, 1.2f, -0.4f};
    assertArrayEquals(expected, Inserted.run(trainee.model(), Inserted.zeros(trainee)), 1e-6f);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, step.gradients().get("w").toNumbers(), 1e-6);
    Map<String, Double> statistics = new TreeMap<>();
    step.statistics().forEach((name, tensor) -> statistics.put(name, tensor.number(0)));
    assertEquals(Map.of("x.running_low", -1.0, "x.running_high", 2.0), statistics);
  }

  /** From -5 * 0.5 to 10 * 0.5, as it was inserted. */
  @Test
  void deployedActivationsHaveTheRunningRange() {
    Tensor numbers = Tensor.f32(Shape.of(1, 3), -9, 0.4f, 9);
    Trainee trainee = Inserted.activations(numbers, ActivationQuantizer.MIN_MAX, 4, 5, 0.5f);
    Model deployed = SettleQuantizers.apply(trainee, Map.of());

    assertArrayEquals(
        new float[] {-2.5f, 0.5f, 5}, Inserted.run(deployed, Inserted.zeros(trainee)));
  }

  /**
   * {@code concat(x, x + dequantized(x))} on the same levels: the second follows from the first.
   */
  @Test
  void quantizersOnTheSameLevelsTakeTheLargerRange() {
    Inserted network = new Inserted();
    Value x = Inserted.input("x", Shape.of(1, 2));
    Value first = network.pair(x, ElementType.U8, 0, 255, 0, 0.5f);
    Dequantize pair = (Dequantize) first.op();
    Quantize quantize = (Quantize) pair.x().op();
    Value sum = Value.of("sum", new Binary(BinaryFunction.ADD, x, first));
    Value integers =
        Value.of(
            "sum.quantized",
            Quantize.full(sum, quantize.scale(), quantize.zeroPoint(), 0, ElementType.U8));
    Value second =
        Value.of(
            "sum.dequantized", new Dequantize(integers, quantize.scale(), quantize.zeroPoint(), 0));
    Value both = Value.of("both", new Concat(List.of(first, second), 1));
    Trainee trainee =
        Inserted.learned(
            network.model(List.of(x), both),
            Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.MIN_MAX));
    Verifier.verify(trainee.model());
    Map<String, Tensor> running =
        Map.of(
            "x.running_high", Tensor.f32(Shape.SCALAR, 51),
            "sum.running_high", Tensor.f32(Shape.SCALAR, 102));

    assertArrayEquals(
        new float[] {10, 20.4f, 20, 40.8f},
        Inserted.run(
            SettleQuantizers.apply(trainee, running),
            Map.of("x", Tensor.f32(Shape.of(1, 2), 10.1f, 20.3f))),
        1e-5f);
  }
}
