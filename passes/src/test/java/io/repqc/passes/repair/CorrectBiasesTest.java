package io.repqc.passes.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.passes.Reasons;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CorrectBiasesTest {
  private static final float BIAS_SCALE = 0.01f;

  static Stream<Sketch> networks() {
    return Stream.of(
        new Sketch(1, 1, 6).linear(9).relu().linear(3),
        new Sketch(2, 1, 4, 6, 6)
            .convolution(8, 3, 1)
            .relu()
            .convolution(8, 3, 8)
            .relu()
            .convolution(4, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyChannelHasItsMeanBack(Sketch sketch) {
    Model exact = sketch.model();
    Model shifted = Sketch.quantized(exact, 4, BIAS_SCALE);
    List<Map<String, Tensor>> data = sketch.data(16, 16, 7);

    Model corrected = new CorrectBiases(exact, data, done -> {}).run(shifted, new Reasons());

    assertEquals(shifted.graph(), corrected.graph());
    double worst = 0;
    for (Twin twin : Twin.all(shifted.graph(), exact.graph(), "", new Reasons())) {
      worst = Math.max(worst, largest(missing(twin, exact, shifted, data)));
      assertTrue(largest(missing(twin, exact, corrected, data)) <= BIAS_SCALE * 0.501);
    }
    assertTrue(worst > BIAS_SCALE * 5, "there was something to correct");
  }

  private static double[] missing(
      Twin twin, Model exact, Model quantized, List<Map<String, Tensor>> data) {
    ChannelMeans expected = new ChannelMeans(twin.exact());
    ChannelMeans found = new ChannelMeans(twin.quantized());
    for (Map<String, Tensor> batch : data) {
      expected.add(Sketch.run(exact, batch).get(twin.name()));
      found.add(Sketch.run(quantized, batch).get(twin.name()));
    }
    return expected.minus(found);
  }

  private static double largest(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
  }

  @Test
  void correctsABiasOfFloats() {
    Sketch sketch = new Sketch(1, 1, 6).linear(3);
    Model exact = sketch.model();
    List<Map<String, Tensor>> data = sketch.data(5);
    Tensor bias = exact.parameters().get("p1");
    Tensor moved = Tensor.generate(bias.type(), i -> bias.number(i) + 2);
    Model shifted =
        new Model(exact.graph(), Map.of("p0", exact.parameters().get("p0"), "p1", moved));

    Model corrected = new CorrectBiases(exact, data, done -> {}).run(shifted, new Reasons());

    for (int i = 0; i < 3; i++) {
      assertEquals(bias.number(i), corrected.parameters().get("p1").number(i), 1e-5);
    }
  }

  @Test
  void saysWhichLayersTheFloatNetworkLacks() {
    Sketch sketch = new Sketch(1, 1, 6).linear(3);
    Model quantized = Sketch.quantized(sketch.model(), 8, BIAS_SCALE);
    Model other = new Sketch(1, 1, 6).linear(4).model();
    Reasons reasons = new Reasons();

    Model same = new CorrectBiases(other, sketch.data(3), done -> {}).run(quantized, reasons);

    assertEquals(Optional.empty(), quantized.difference(same));
    assertEquals(
        "correct-biases: %v2: the float network has no layer like it",
        reasons.all().get(0).toString());
  }

  @Test
  void asksForData() {
    Model model = new Sketch(1, 1, 6).linear(3).model();
    CorrectBiases pass = new CorrectBiases(model, List.of(), done -> {});

    ModelException e = assertThrows(ModelException.class, () -> pass.run(model, new Reasons()));
    assertEquals("the calibration data is empty; it takes one input at least", e.getMessage());
  }
}
