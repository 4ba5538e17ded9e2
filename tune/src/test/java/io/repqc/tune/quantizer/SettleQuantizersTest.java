package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.Verifier;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Pass;
import io.repqc.passes.Reasons;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Range;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import io.repqc.tune.Trainee;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a network learned, it is deployed in integers that give what was trained. */
final class SettleQuantizersTest {
  private static final int ITEMS = 16;
  private static final int INPUTS = 12;
  private static final int OUTPUTS = 8;
  private static final Tensor X = draw(1, Shape.of(ITEMS, INPUTS), -1, 3);

  static Stream<Arguments> kinds() {
    return Stream.of(WeightQuantizer.values())
        .flatMap(
            weights ->
                Stream.of(ActivationQuantizer.values())
                    .map(activations -> Arguments.of(weights, activations)));
  }

  private static Tensor draw(int seed, Shape shape, double low, double high) {
    double[] numbers = Derivatives.draw(seed, shape.count(), low, high);
    return Tensor.generate(new TensorType(ElementType.F32, shape), i -> numbers[i]);
  }

  /** {@code relu(w x + b)}, quantized in 4 bits. */
  private static Model network() {
    Inserted network = new Inserted();
    Value x = Inserted.input("x", Shape.of(ITEMS, INPUTS));
    Value weight = network.weight(draw(2, Shape.of(OUTPUTS, INPUTS), -1, 1));
    Value bias = network.parameter("b", draw(3, Shape.of(OUTPUTS), -1, 1), true);
    float[] scales = new float[OUTPUTS];
    Arrays.fill(scales, 1 / 7f);
    Value layer =
        Value.of(
            "layer",
            new Linear(
                network.pair(x, ElementType.U8, 0, 15, 4, 0.27f),
                network.pair(weight, -8, 7, scales),
                bias));
    Value rectified = Value.of("relu", Clamp.relu(layer));
    return network.model(List.of(x), network.pair(rectified, ElementType.U8, 0, 15, 0, 0.4f));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void integersGiveWhatWasTrained(WeightQuantizer weights, ActivationQuantizer activations) {
    Trainee trainee = Inserted.learned(network(), Inserted.settings(weights, activations));
    Verifier.verify(trainee.model());
    Map<String, Tensor> numbers = new HashMap<>(trainee.model().parameters());
    trainee
        .groups()
        .keySet()
        .forEach(name -> numbers.compute(name, (key, tensor) -> changed(tensor)));

    Model settled = SettleQuantizers.apply(trainee, numbers);
    Model integers = fused(settled);
    float[] expected = Inserted.run(settled, Map.of("x", X));
    float[] found = Inserted.run(integers, Map.of("x", X));

    assertTrue(distinct(expected) > 5, "the outputs differ");
    assertArrayEquals(expected, found, 1e-4f);
    settled
        .graph()
        .select(value -> value.op() instanceof Quantize)
        .forEach(value -> assertIntegers((Quantize) value.op()));
  }

  /**
   * All levels are equal at first, and part while they are trained: those of what a concat reads
   * beside others, and of a bound that was one of them.
   */
  @Test
  void levelsThatWereEqualMayPart() {
    Inserted network = new Inserted();
    Value x = Inserted.input("x", Shape.of(ITEMS, INPUTS));
    Value first = bounded("first", layer(network, "first", x, 10));
    Value second = bounded("second", layer(network, "second", first, 6));
    Value narrow = Value.of("narrow", new Clamp(first, 0, 3));
    Value both = Value.of("both", new Concat(List.of(first, second, narrow), 1));
    Value last = layer(network, "last", both, 5);
    Model inserted =
        new InsertQuantizers(
                QuantizationOptions.DEFAULT.withFloatBiases(),
                (value, integers) -> integers.levels(new Range(0, 6)))
            .run(network.model(List.of(x), last), new Reasons());
    Trainee trainee =
        Inserted.learned(inserted, Inserted.settings(WeightQuantizer.LSQ, ActivationQuantizer.LSQ));
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    trainee
        .groups()
        .keySet()
        .forEach(name -> numbers.put(name, scaled(trainee, name, 1 + 0.05 * numbers.size())));

    Model settled = SettleQuantizers.apply(trainee, numbers);
    Map<String, Tensor> inputs = Map.of("x", X);
    assertArrayEquals(Inserted.run(settled, inputs), Inserted.run(fused(settled), inputs), 1e-3f);
  }

  private static Tensor scaled(Trainee trainee, String name, double factor) {
    Tensor tensor = trainee.model().parameters().get(name);
    return Tensor.generate(tensor.type(), i -> factor * tensor.number(i));
  }

  private static Value layer(Inserted network, String name, Value x, int outputs) {
    Shape shape = Shape.of(outputs, x.shape().dim(1));
    Value weight = network.parameter(name + ".w", draw(outputs, shape, -1, 1), true);
    Value bias = network.parameter(name + ".b", draw(outputs, Shape.of(outputs), -1, 1), true);
    return Value.of(name + ".layer", new Linear(x, weight, bias));
  }

  private static Value bounded(String name, Value layer) {
    return Value.of(name, new Clamp(layer, 0, 6));
  }

  private static void assertIntegers(Quantize quantize) {
    assertEquals(quantize.storage(), quantize.zeroPoint().elementType());
  }

  /** As if training had moved them a little. */
  private static Tensor changed(Tensor tensor) {
    return Tensor.generate(tensor.type(), i -> tensor.number(i) * 1.07 + 0.001);
  }

  private static long distinct(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).distinct().count();
  }

  private static Model fused(Model settled) {
    Model model = settled;
    for (Pass pass :
        List.of(new MaterializeWeights(), new FuseQuantizers(Convention.ONNX, name -> false))) {
      model = pass.run(model, new Reasons());
      Verifier.verify(model);
    }
    return model;
  }
}
