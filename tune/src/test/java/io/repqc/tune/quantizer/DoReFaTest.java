package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.RoundingRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code quantize_k(x) = round(n x) / n} with {@code n = 2^k - 1}, as arXiv 1606.06160 says. */
final class DoReFaTest {
  private static final int COUNT = 50;
  private static final double[] NUMBERS =
      DoubleStream.concat(
              Arrays.stream(Derivatives.draw(1, COUNT, -1.5, 1.5)),
              Arrays.stream(Derivatives.draw(2, COUNT, -0.2, 0.2)))
          .toArray();

  /** Both channels with scales by which the largest integer is the largest number. */
  private static Trainee weight(int bits) {
    int most = (1 << (bits - 1)) - 1;
    return Inserted.weight(
        Tensor.generate(new TensorType(ElementType.F32, Shape.of(2, COUNT)), i -> NUMBERS[i]),
        WeightQuantizer.DOREFA,
        bits,
        (float) (largest(0, false) / most),
        (float) (largest(1, false) / most));
  }

  /** The largest magnitude in a channel, of the numbers or of their tanh. */
  private static double largest(int channel, boolean bounded) {
    return Arrays.stream(NUMBERS, channel * COUNT, (channel + 1) * COUNT)
        .map(number -> Math.abs(bounded ? Math.tanh(number) : number))
        .max()
        .orElseThrow();
  }

  private static double quantized(double x, int steps) {
    return Math.rint(x * steps) / steps;
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "3, 7", "4, 15", "7, 127", "8, 254"})
  void weightsAreSpreadOverAllLevelsAndStayAsLarge(int bits, int steps) {
    float[] expected = new float[2 * COUNT];
    for (int i = 0; i < expected.length; i++) {
      int channel = i / COUNT;
      double moved = Math.tanh(NUMBERS[i]) / (2 * largest(channel, true)) + 0.5;
      expected[i] = (float) (largest(channel, false) * (2 * quantized(moved, steps) - 1));
    }

    assertArrayEquals(expected, Inserted.run(weight(bits).model(), Map.of()), 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7})
  void integersAreOdd(int bits) {
    long[] integers = integers(bits);

    int most = (1 << bits) - 1;
    assertTrue(Arrays.stream(integers).allMatch(i -> i % 2 != 0 && -most <= i && i <= most));
    assertEquals(most, Arrays.stream(integers).map(Math::abs).max().orElseThrow());
  }

  @Test
  void integersOfEightBitsFitTheStorage() {
    long[] integers = integers(8);

    assertEquals(127, Arrays.stream(integers).map(Math::abs).max().orElseThrow());
    assertTrue(Arrays.stream(integers).anyMatch(i -> i % 2 == 0));
  }

  private static long[] integers(int bits) {
    return Inserted.numbers(weight(bits).model(), "w.quantized").toIntegers();
  }

  /** By the chain rule, where rounding counts as doing nothing: of {@code c * t / max|t|}. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7, 8})
  void derivativePassesTheRounding(int bits) {
    double[] direction = Derivatives.draw(3, 2 * COUNT, -1, 1);
    Trainee trainee = weight(bits);
    Map<String, Tensor> found = Derivatives.of(trainee, direction);

    assertEquals(Map.of("w", Group.WEIGHT), trainee.groups());
    double[] expected = new double[2 * COUNT];
    for (int channel = 0; channel < 2; channel++) {
      double size = (double) (float) largest(channel, false);
      double most = largest(channel, true);
      double byMost = 0;
      int last = 0;
      for (int i = channel * COUNT; i < (channel + 1) * COUNT; i++) {
        double bounded = Math.tanh(NUMBERS[i]);
        expected[i] = direction[i] * size / most * (1 - bounded * bounded);
        byMost -= direction[i] * size * bounded / (most * most);
        last = Math.abs(bounded) == most ? i : last;
      }
      expected[last] += byMost * Math.signum(NUMBERS[last]) * (1 - most * most);
    }
    assertArrayEquals(expected, found.get("w").toNumbers(), 1e-6);
  }

  @Test
  void activationsAreClippedToAFixedRange() {
    Tensor numbers = Tensor.f32(Shape.of(1, 5), -0.3f, 0.3f, 0.4f, 0.9f, 1.2f);
    Trainee trainee = Inserted.activations(numbers, ActivationQuantizer.DOREFA, 2, 0, 1 / 3f);

    assertEquals(Map.of("w", Group.WEIGHT), trainee.groups());
    assertArrayEquals(
        new float[] {0, 1 / 3f, 1 / 3f, 1, 1},
        Inserted.run(trainee.model(), Inserted.zeros(trainee)));
    assertArrayEquals(
        new double[] {0, 2, 3, 4, 0}, Derivatives.of(trainee, 1, 2, 3, 4, 5).get("w").toNumbers());
  }

  /**
   * The lemma: where the error of rounding is uniform, the expected derivative of quantize_k is 1.
   * For u uniform over one step, {@code [-1/(2n), 1/(2n))}, and any x and h with all of it in [0,
   * 1],
   *
   * <pre>{@code
   * E[(quantize_k(x + u + h) - quantize_k(x + u)) / h] = 1
   * }</pre>
   *
   * The difference is {@code floor(hn)} or {@code ceil(hn)} levels, the latter with the probability
   * p that is the fraction of hn, so that the variance of the quotient is {@code p (1 - p) /
   * (hn)^2}; the mean of so many draws is within five of its deviations. The quantizer is the one
   * that activations have.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0.001",
    "2, 0.3, 0.01",
    "2, 0.25, 0.2",
    "3, 0.4, 0.05",
    "4, 0.6, 0.003",
    "5, 0.2, 0.5",
    "8, 0.77, 0.0007"
  })
  void expectedDerivativeOfRoundingIsOne(int bits, double x, double h) {
    int steps = (1 << bits) - 1;
    int draws = 200_000;
    Random random = new Random(bits);
    double[] errors =
        IntStream.range(0, draws).mapToDouble(i -> (random.nextDouble() - 0.5) / steps).toArray();
    float[] before = quantized(bits, Arrays.stream(errors).map(u -> x + u).toArray());
    float[] after = quantized(bits, Arrays.stream(errors).map(u -> x + u + h).toArray());
    double mean =
        IntStream.range(0, draws)
            .mapToDouble(i -> (after[i] - before[i]) / h)
            .average()
            .orElseThrow();

    double fraction = h * steps - Math.floor(h * steps);
    double deviation = Math.sqrt(fraction * (1 - fraction) / draws) / (h * steps);
    assertTrue(deviation > 0 && deviation < 0.1);
    assertEquals(1, mean, 5 * deviation);
  }

  /** By the quantizer of activations whose range is [0, 1]; it differentiates as the lemma says. */
  private static float[] quantized(int bits, double[] numbers) {
    Tensor tensor =
        Tensor.generate(
            new TensorType(ElementType.F32, Shape.of(1, numbers.length)), i -> numbers[i]);
    float step = 1f / ((1 << bits) - 1);
    Trainee trainee = Inserted.activations(tensor, ActivationQuantizer.DOREFA, bits, 0, step);
    assertEquals(Map.of("x.quantized", RoundingRule.BOUND), trainee.rules());
    return Inserted.run(trainee.model(), Inserted.zeros(trainee));
  }
}
