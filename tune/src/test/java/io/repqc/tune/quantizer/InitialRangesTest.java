package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.op.Levels;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.RangeMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class InitialRangesTest {
  private static final Distribution SIGNED = Distribution.of(new float[] {-3, 1, 2, 0.5f, -1.5f});
  private static final double MEAN_MAGNITUDE = 8 / 5.0;
  private static final Distribution POSITIVE = Distribution.of(new float[] {0, 1, 2, 0.5f, 4.5f});

  private static Levels weight(
      WeightQuantizer kind, QuantizerSettings.InitialRanges initial, int bits) {
    return levels(kind, ActivationQuantizer.LSQ, initial, SIGNED, Integers.weights(bits), true);
  }

  private static Levels activation(ActivationQuantizer kind, Distribution numbers, int bits) {
    return levels(
        WeightQuantizer.LSQ,
        kind,
        QuantizerSettings.InitialRanges.PAPER,
        numbers,
        Integers.affine(ElementType.U8).narrowed(bits),
        false);
  }

  private static Levels levels(
      WeightQuantizer weights,
      ActivationQuantizer activations,
      QuantizerSettings.InitialRanges initial,
      Distribution numbers,
      Integers integers,
      boolean ofWeight) {
    QuantizerSettings settings = Inserted.settings(weights, activations, initial);
    return integers.levels(
        (ofWeight ? InitialRanges.ofWeights(settings) : InitialRanges.ofActivations(settings))
            .range(numbers, integers));
  }

  /** {@code s = 2 * mean|v| / sqrt(QP)}. */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 3", "4, 7", "8, 127"})
  void stepOfWeightsFollowsFromTheirMeanMagnitude(int bits, int most) {
    Levels levels = weight(WeightQuantizer.LSQ, QuantizerSettings.InitialRanges.PAPER, bits);

    assertEquals(2 * MEAN_MAGNITUDE / Math.sqrt(most), levels.scale(), 1e-6);
    assertEquals(0, levels.zeroPoint());
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "4, 15", "8, 255"})
  void unsignedActivationsUseAllIntegersAboveZero(int bits, int most) {
    Levels levels = activation(ActivationQuantizer.LSQ, POSITIVE, bits);

    assertEquals(2 * MEAN_MAGNITUDE / Math.sqrt(most), levels.scale(), 1e-6);
    assertEquals(0, levels.zeroPoint());
  }

  /** As many integers below zero as a signed type has. */
  @ParameterizedTest
  @CsvSource({"2, 1", "4, 7", "8, 127"})
  void signedActivationsHaveZeroInTheMiddle(int bits, int most) {
    Levels levels = activation(ActivationQuantizer.LSQ, SIGNED, bits);

    assertEquals(2 * MEAN_MAGNITUDE / Math.sqrt(most), levels.scale(), 1e-6);
    assertEquals(most + 1, levels.zeroPoint());
  }

  @Test
  void negativeActivationsUseAllIntegersBelowZero() {
    Distribution numbers = Distribution.of(new float[] {0, -1, -2, -0.5f, -4.5f});
    Levels levels = activation(ActivationQuantizer.LSQ, numbers, 4);

    assertEquals(2 * MEAN_MAGNITUDE / Math.sqrt(15), levels.scale(), 1e-6);
    assertEquals(15, levels.zeroPoint());
  }

  /** {@code s = max(|m - 3d|, |m + 3d|) / 2^(b-1)}. */
  @ParameterizedTest
  @CsvSource({"2, 2", "4, 8", "8, 128"})
  void stepFollowsFromTheSpreadOfTheWeights(int bits, int half) {
    Levels levels = weight(WeightQuantizer.LSQ_PLUS, QuantizerSettings.InitialRanges.PAPER, bits);

    double mean = -0.2;
    double variance = (9 + 1 + 4 + 0.25 + 2.25) / 5 - mean * mean;
    double farthest = Math.abs(mean - 3 * Math.sqrt(variance));
    assertEquals(farthest / half, levels.scale(), 1e-6);
  }

  @Test
  void learnedOffsetsStartWithTheLeastSquaredError() {
    Integers integers = Integers.affine(ElementType.U8).narrowed(2);

    assertEquals(
        integers.levels(RangeMethod.MSE.range(SIGNED, integers)),
        activation(ActivationQuantizer.LSQ_PLUS, SIGNED, 2));
  }

  @Test
  void clippingStartsAtTheLargestNumber() {
    for (ActivationQuantizer kind :
        List.of(
            ActivationQuantizer.PACT, ActivationQuantizer.DOREFA, ActivationQuantizer.MIN_MAX)) {
      assertEquals(4.5 / 15, activation(kind, POSITIVE, 4).scale(), 1e-6);
    }
  }

  @Test
  void whatFollowsTheWeightStartsAtItsLargestNumber() {
    for (QuantizerSettings.InitialRanges initial : QuantizerSettings.InitialRanges.values()) {
      assertEquals(3 / 7.0, weight(WeightQuantizer.DIFFQ, initial, 4).scale(), 1e-6);
      assertEquals(3 / 7.0, weight(WeightQuantizer.MIN_MAX, initial, 4).scale(), 1e-6);
    }
    assertEquals(
        3 / 7.0,
        weight(WeightQuantizer.DOREFA, QuantizerSettings.InitialRanges.PAPER, 4).scale(),
        1e-6);
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightQuantizer.class,
      names = {"LSQ", "LSQ_PLUS", "DOREFA"})
  void leastSquaredErrorOnRequest(WeightQuantizer kind) {
    Integers integers = Integers.weights(3);

    assertEquals(
        integers.levels(RangeMethod.MSE.range(SIGNED, integers)),
        weight(kind, QuantizerSettings.InitialRanges.MSE, 3));
  }
}
