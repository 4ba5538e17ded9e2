package io.repqc.tune.quantizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.compiler.tune.TuneResult.LearnedBits;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code y = w + s * u}, u from [-1/2, 1/2), as arXiv 2104.09987 says. */
final class DiffQTest {
  private static final int COUNT = 300;
  private static final double[] NUMBERS = Derivatives.draw(1, 2 * COUNT, -3, 3);
  private static final double MEGABYTE = 1 << 20;

  private static Trainee weight(int bits) {
    Tensor numbers =
        Tensor.generate(new TensorType(ElementType.F32, Shape.of(2, COUNT)), i -> NUMBERS[i]);
    return Inserted.weight(numbers, WeightQuantizer.DIFFQ, bits, 0.1f, 0.1f);
  }

  private static double bits(double logit) {
    return 2 + 6 / (1 + Math.exp(-logit));
  }

  /** The number of the largest magnitude in a channel. */
  private static int largest(int channel) {
    int largest = channel * COUNT;
    for (int i = largest; i < (channel + 1) * COUNT; i++) {
      largest = Math.abs(NUMBERS[i]) > Math.abs(NUMBERS[largest]) ? i : largest;
    }
    return largest;
  }

  private static double step(int channel, double bits) {
    return Math.abs(NUMBERS[largest(channel)]) / (Math.pow(2, bits - 1) - 1);
  }

  @Test
  void startsAtTheBitsThatAreAskedWhereTheyCanStillMove() {
    assertEquals(4, bits(firstLogit(4)), 1e-6);
    assertEquals(7.5, bits(firstLogit(8)), 1e-6);
    assertEquals(2.5, bits(firstLogit(2)), 1e-6);
    assertEquals(Map.of("w", Group.WEIGHT, "w.logit", Group.BITS), weight(4).groups());
  }

  private static double firstLogit(int bits) {
    return weight(bits).model().parameters().get("w.logit").number(1);
  }

  @Test
  void noiseOfOneStepStandsForRounding() {
    double[] outputs = Derivatives.outputs(weight(4));

    double[] noise = new double[2 * COUNT];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (outputs[i] - NUMBERS[i]) / step(i / COUNT, 4);
    }
    assertTrue(Arrays.stream(noise).allMatch(u -> Math.abs(u) <= 0.5 + 1e-6));
    assertTrue(Arrays.stream(noise).distinct().count() > COUNT);
    // Five deviations of the mean, and of the mean square, of so many uniform numbers.
    assertEquals(0, Arrays.stream(noise).average().orElseThrow(), 5 * Math.sqrt(1 / 12.0 / 600));
    double square = Arrays.stream(noise).map(u -> u * u).average().orElseThrow();
    assertEquals(1 / 12.0, square, 5 * Math.sqrt(1 / 180.0 / 600));
  }

  /** The step, with its noise, by the bits; and by the largest number of the channel. */
  @Test
  void derivativesAreThoseOfTheNoise() {
    Trainee trainee = weight(4);
    double[] direction = Derivatives.draw(2, 2 * COUNT, -1, 1);
    double[] outputs = Derivatives.outputs(trainee);
    Map<String, Tensor> found = Derivatives.of(trainee, direction);

    double[] byNumber = direction.clone();
    double[] byLogit = new double[2];
    for (int i = 0; i < outputs.length; i++) {
      int channel = i / COUNT;
      double error = direction[i] * (outputs[i] - NUMBERS[i]);
      byNumber[largest(channel)] += error / NUMBERS[largest(channel)];
      double byBits = -error * Math.log(2) * 8 / 7;
      byLogit[channel] += byBits * 6 * (4 - 2) / 6.0 * (8 - 4) / 6.0;
    }
    assertArrayEquals(byNumber, found.get("w").toNumbers(), 1e-6);
    assertArrayEquals(byLogit, found.get("w.logit").toNumbers(), 1e-5);
  }

  @Test
  void sizeIsThatOfTheBitsAndTheScales() {
    Trainee trainee = weight(4);
    Graph graph =
        new Graph("size", List.of(), List.of(new Output("y", trainee.size().orElseThrow())));
    Trainee size =
        new Trainee(
            new Model(graph, trainee.model().parameters()),
            trainee.groups(),
            Map.of(),
            Map.of(),
            trainee.size(),
            trainee.kept(),
            trainee.settled(),
            trainee.bits());

    double expected = (2 * COUNT * 4 / 8.0 + 2 * 4) / MEGABYTE;
    assertEquals(expected, Inserted.run(size.model(), Map.of())[0], 1e-9);
    double byLogit = COUNT / 8.0 / MEGABYTE * 6 * (4 - 2) / 6.0 * (8 - 4) / 6.0;
    assertArrayEquals(
        new double[] {byLogit, byLogit}, Derivatives.of(size, 1).get("w.logit").toNumbers(), 1e-12);
  }

  @Test
  void settledBitsAreWhole() {
    Trainee trainee = weight(4);
    Map<String, Tensor> numbers = new HashMap<>(trainee.model().parameters());
    numbers.put("w.logit", Tensor.f32(Shape.of(2), 0.1f, -9));
    Map<String, Tensor> settled = trainee.settled().apply(numbers);

    assertEquals(5, bits(settled.get("w.logit").number(0)), 1e-6);
    assertEquals(2, bits(settled.get("w.logit").number(1)));
    assertEquals(List.of(new LearnedBits("w", List.of(5, 2))), trainee.bits().apply(settled));
  }

  @Test
  void integersUseTheirBits() {
    for (int bits = 2; bits <= 8; bits++) {
      Trainee trainee = weight(bits);
      Model settled =
          new Model(trainee.model().graph(), trainee.settled().apply(trainee.model().parameters()));
      long[] integers = Inserted.numbers(settled, "w.quantized").toIntegers();
      long most = Arrays.stream(integers).map(Math::abs).max().orElseThrow();

      assertEquals((1 << bits - 1) - 1, most, bits + " bits");
      assertEquals(
          List.of(new LearnedBits("w", List.of(bits, bits))),
          trainee.bits().apply(settled.parameters()));
    }
  }
}
