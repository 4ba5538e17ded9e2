package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.Verifier;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Statistic;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.RoundingRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LearnQuantizersTest {
  /** {@code x * (w / mean(x))}, where the mean is that of the batch in training. */
  @Test
  void weightThatDependsOnStatisticsOfTheBatchIsAWeight() {
    Inserted network = new Inserted();
    Value x = Inserted.input("x", Shape.of(4, 3));
    Value rounded = network.pair(x, ElementType.U8, 0, 255, 0, 0.1f);
    Value mean = Value.of("mean", new Reduce(ReduceFunction.MEAN, rounded, List.of(0), false));
    Value running = network.parameter("running", Tensor.f32(Shape.of(3), 1, 2, 3), false);
    Value statistic = Value.of("statistic", new Statistic(mean, running));
    Value weight = network.weight(Tensor.f32(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    Value spread = Value.of("spread", new Reshape(statistic, List.of(1, 3)));
    Value merged = Value.of("merged", new Binary(BinaryFunction.DIV, weight, spread));
    Value bias = network.parameter("bias", Tensor.f32(Shape.of(2), 1, 2), true);
    Value pair = network.pair(merged, -127, 127, 0.1f, 0.2f);
    Model model = network.model(List.of(x), Value.of("y", new Linear(rounded, pair, bias)));
    Trainee trainee =
        LearnQuantizers.apply(
            model,
            Inserted.settings(WeightQuantizer.MIN_MAX, ActivationQuantizer.PACT),
            Set.of("w", "bias"));

    Verifier.verify(trainee.model());
    assertEquals(
        Map.of("w", Group.WEIGHT, "bias", Group.SCALING, "x.clipping", Group.CLIPPING),
        trainee.groups());
    assertEquals(
        Map.of("x.quantized", RoundingRule.BOUND, "merged.quantized", RoundingRule.BOUND),
        trainee.rules());
  }

  @Test
  void frozenParametersAreInNoGroup() {
    Inserted network = new Inserted();
    Value pair = network.pair(network.weight(Tensor.f32(Shape.of(1, 1), 1)), -8, 7, 1);
    Trainee trainee =
        LearnQuantizers.apply(
            network.model(List.of(), pair),
            Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.LSQ),
            Set.of());

    assertEquals(Map.of("w.step", Group.QUANTIZER), trainee.groups());
  }

  /** What has several numbers for a channel is a weight; one for each, or for all, scales it. */
  @Test
  void groupFollowsFromTheShape() {
    Map<Shape, Group> groups =
        Map.of(
            Shape.of(8, 4, 3, 3),
            Group.WEIGHT,
            Shape.of(8, 1, 3, 3),
            Group.WEIGHT,
            Shape.of(8, 4),
            Group.WEIGHT,
            Shape.of(8, 1, 1, 1),
            Group.SCALING,
            Shape.of(8),
            Group.SCALING,
            Shape.SCALAR,
            Group.SCALING);
    groups.forEach(
        (shape, group) -> {
          Inserted network = new Inserted();
          Tensor zeros = Tensor.fill(new TensorType(ElementType.F32, shape), 0);
          Trainee trainee =
              Inserted.learned(
                  network.model(List.of(), network.weight(zeros)),
                  Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.LSQ));
          assertEquals(Map.of("w", group), trainee.groups(), shape.toString());
        });
  }

  @Test
  void networkWithoutQuantizersStaysAsItIs() {
    Inserted network = new Inserted();
    Value x = Inserted.input("x", Shape.of(1, 2));
    Model model = network.model(List.of(x), x);
    Trainee trainee =
        Inserted.learned(
            model, Inserted.settings(WeightQuantizer.DIFFQ, ActivationQuantizer.LSQ_PLUS));

    assertSame(x, trainee.model().graph().outputs().get(0).value());
    assertEquals(Map.of(), trainee.groups());
    assertEquals(true, trainee.size().isEmpty());
  }

  @Test
  void wideIntegersKeepTheirLevels() {
    Inserted network = new Inserted();
    Value x = Inserted.input("x", Shape.of(1, 2));
    Value pair = network.pair(x, ElementType.I16, -32768, 32767, 0, 0.5f);
    Trainee trainee =
        Inserted.learned(
            network.model(List.of(x), pair),
            Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.LSQ));

    assertEquals(Map.of(), trainee.groups());
    assertEquals(Map.of("x.quantized", RoundingRule.BOUND), trainee.rules());
  }

  /** Two values of the network are called what parameters would be called. */
  @Test
  void namesAreUnique() {
    Inserted network = new Inserted();
    Value weight = network.weight(Tensor.f32(Shape.of(1, 2), 1, 2));
    Value other = network.parameter("w.step", Tensor.f32(Shape.of(1, 2), 3, 4), true);
    Value sum =
        Value.of("sum", new Binary(BinaryFunction.ADD, network.pair(weight, -8, 7, 1), other));
    Trainee trainee =
        Inserted.learned(
            network.model(List.of(), sum),
            Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.LSQ));

    Verifier.verify(trainee.model());
    assertEquals(new LinkedHashSet<>(List.of("w.step.1", "w")), trainee.groups().keySet());
    assertEquals(Tensor.f32(Shape.of(1, 2), 3, 4), trainee.model().parameters().get("w.step"));
  }
}
