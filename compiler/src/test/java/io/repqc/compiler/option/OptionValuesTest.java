package io.repqc.compiler.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.op.Convention;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OptionValuesTest {
  @Test
  void whatIsNotGivenHasItsUsualValue() {
    QuantizationRequest request = request(Map.of());

    assertEquals(QuantizationSettings.DEFAULT, request.settings());
    assertEquals(QuantizationRequest.Interface.FLOAT, request.ends());
    assertEquals(Optional.empty(), request.calibration().preprocessing());
  }

  @Test
  void readsWordsNumbersAndSwitches() {
    QuantizationSettings settings =
        request(
                Map.of(
                    "activations", List.of("s8"),
                    "weight-scales", List.of("per-tensor"),
                    "observer", List.of("min-max"),
                    "symmetric", List.of("yes"),
                    "keep-float", List.of("a*", "b"),
                    "convention", List.of("fixed")))
            .settings();

    assertEquals(ElementType.I8, settings.activations());
    assertTrue(settings.symmetric() && !settings.perChannel());
    assertEquals(Optional.of(RangeMethod.MIN_MAX), settings.observer());
    assertEquals(List.of("a*", "b"), settings.keepFloat());
    assertEquals(Convention.FIXED, settings.convention());
  }

  @Test
  void readsBits() {
    QuantizationSettings settings =
        request(Map.of("bits", List.of("W4A3"), "bits-of", List.of("a=W2A8", "b*=W3A3")))
            .settings();

    assertEquals(
        new BitWidths(
            new Bits(4, 3), Bits.EIGHT, Map.of("a", new Bits(2, 8), "b*", new Bits(3, 3))),
        settings.bits());
    assertEquals(
        "pom: option end-bits: \"W9\": expected bits such as W4A8, each from 2 to 8",
        problem(Map.of("end-bits", List.of("W9"))));
    assertEquals(
        "pom: option bits-of: \"W4A4\": expected a name and bits, as in stage1.*=W3A4",
        problem(Map.of("bits-of", List.of("W4A4"))));
  }

  @Test
  void accuracyIsThreeSwitches() {
    QuantizationSettings settings = request(Map.of("optimize", List.of("accuracy"))).settings();

    assertTrue(settings.equalizes() && settings.correctsBiases() && settings.roundsWeights());
  }

  @Test
  void whatIsSaidOfPixelsLeavesTheRestAsUsual() {
    Preprocessing pixels =
        request(Map.of("mean", List.of("0.5, 0.4,0.3")))
            .calibration()
            .preprocessing()
            .orElseThrow();

    assertEquals(
        new Preprocessing(
            1.0 / 255, List.of(0.5, 0.4, 0.3), List.of(1.0), Preprocessing.Layout.NCHW),
        pixels);
  }

  @Test
  void saysWhatAnOptionMayBe() {
    assertEquals(
        "pom: option weight-observer: found entropy, expected min-max, mse",
        problem(Map.of("weight-observer", List.of("entropy"))));
    assertEquals(
        "pom: option percentile: found most, expected a number",
        problem(Map.of("percentile", List.of("most"))));
    assertEquals(
        "pom: option symmetric: found maybe, expected yes or no",
        problem(Map.of("symmetric", List.of("maybe"))));
    assertEquals(
        "pom: option calibrate: found well, expected random",
        problem(Map.of("calibrate", List.of("well"))));
  }

  private static String problem(Map<String, List<String>> texts) {
    return assertThrows(ModelException.class, () -> request(texts)).getMessage();
  }

  private static QuantizationRequest request(Map<String, List<String>> texts) {
    return new OptionValues(new OptionReader("pom: ", texts)).network(Path.of("a.onnx"), List.of());
  }
}
