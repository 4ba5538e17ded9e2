package io.repqc.passes.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Reasons;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.materialize.WeightNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EqualizeLayersTest {

  /** Of the largest number: what is left in double is the order of roundings. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsWhatAnyNetworkComputes(long seed) {
    Sketch sketch = random(seed);
    Model before = sketch.model().inDouble();
    Map<String, Tensor> inputs = Map.of("x", sketch.data(2).get(0).get("x").inDouble());

    Model after = new EqualizeLayers().run(before, new Reasons());

    assertTrue(before.difference(after).isPresent(), "something is equalized");
    double[] expected = output(before, inputs);
    double[] found = output(after, inputs);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], largest * TOLERANCE);
    }
  }

  private static Sketch random(long seed) {
    Random random = new Random(seed);
    Sketch sketch = new Sketch(seed, 1, 4, 5, 5);
    for (int i = 0; i < 4; i++) {
      int channels = 4 * (1 + random.nextInt(2));
      switch (random.nextInt(3)) {
        case 0 -> sketch.convolution(channels, 1 + random.nextInt(3), 1);
        case 1 -> sketch.convolution(channels, 3, 4);
        default -> sketch.convolution(sketch.last().type().dim(1), 3, sketch.last().type().dim(1));
      }
      if (random.nextBoolean()) {
        sketch.relu();
      }
    }
    return sketch;
  }

  private static double[] output(Model model, Map<String, Tensor> inputs) {
    Map<String, Tensor> values = Sketch.run(model, inputs);
    return values.get(model.graph().outputs().get(0).value().name()).toNumbers();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bringsTheRangesOfAPairTogether(long seed) {
    Model model =
        new Sketch(seed, 1, 4, 3).convolution(6, 1, 1).relu().convolution(2, 3, 1).model();

    Model equalized = new EqualizeLayers().run(model, new Reasons());

    List<Layer> layers =
        equalized.graph().values().stream().flatMap(v -> Layer.of(v).stream()).toList();
    Link link = new Link(layers.get(0), layers.get(1));
    Map<Value, Tensor> weights =
        WeightNumbers.of(equalized, layers.stream().map(Layer::weight).toList());
    double[] made = new Ranges(weights.get(layers.get(0).weight())).largest(6, link::madeBy);
    double[] read = new Ranges(weights.get(layers.get(1).weight())).largest(6, link::readBy);
    for (int i = 0; i < 6; i++) {
      assertEquals(made[i], read[i], made[i] * 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void letsOneScaleServeAllChannels(long seed) {
    Sketch sketch =
        new Sketch(seed, 1, 4, 5, 5).convolution(24, 3, 1).relu().convolution(24, 3, 24).relu();
    Model plain = sketch.convolution(1, 1, 1).model();
    Model equalized =
        new PassRunner(List.of(new EqualizeLayers(), new MaterializeWeights()))
            .run(plain, new Reasons());
    Map<String, Tensor> inputs = sketch.data(8).get(0);

    double before = error(plain, inputs);
    double after = error(equalized, inputs);

    assertTrue(after < before / 2, "%s before, %s after".formatted(before, after));
  }

  /** The sum of squared errors on five bits. */
  private static double error(Model model, Map<String, Tensor> inputs) {
    double[] expected = output(model, inputs);
    double[] found = output(Sketch.quantized(model, 5, 1e-5f, false), inputs);
    return IntStream.range(0, expected.length)
        .mapToDouble(i -> Math.pow(expected[i] - found[i], 2))
        .sum();
  }
}
