package io.repqc.passes.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.passes.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RoundWeightsTest {
  private static final int BITS = 3;
  private static final float BIAS_SCALE = 0.01f;

  static Stream<Sketch> networks() {
    return Stream.of(
        new Sketch(1, 1, 6).linear(9).relu().linear(3),
        new Sketch(2, 1, 4, 6, 6).convolution(8, 3, 1).relu().convolution(4, 1, 1),
        new Sketch(3, 1, 4, 8)
            .convolution(8, 3, 2)
            .convolution(8, 3, 8)
            .relu()
            .convolution(3, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void bringsTheResultNearerThanTheNearestIntegers(Sketch sketch) {
    Model exact = sketch.model();
    Model nearest = Sketch.quantized(exact, BITS, BIAS_SCALE);

    Model learned = round(exact, nearest, sketch.data(40, 24));

    Map<String, Tensor> unseen = sketch.data(50).get(0);
    double before = error(exact, nearest, unseen);
    double after = error(exact, learned, unseen);
    assertTrue(after < before * 0.8, "%s before, %s after".formatted(before, after));
  }

  private static Model round(Model exact, Model nearest, List<Map<String, Tensor>> data) {
    return new RoundWeights(exact, data, 1, done -> {}).run(nearest, new Reasons());
  }

  private static double error(Model exact, Model quantized, Map<String, Tensor> inputs) {
    String output = exact.graph().outputs().get(0).value().name();
    Tensor expected = Sketch.run(exact, inputs).get(output);
    Tensor found = Sketch.run(quantized, inputs).get(output);
    double sum = 0;
    for (int i = 0; i < expected.count(); i++) {
      sum += Math.pow(expected.number(i) - found.number(i), 2);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void takesOneOfTheTwoIntegersBesideEachNumber(Sketch sketch) {
    Model exact = sketch.model();
    Model nearest = Sketch.quantized(exact, BITS, BIAS_SCALE);

    Model learned = round(exact, nearest, sketch.data(20));

    assertEquals(exact.parameters().keySet().size() * 2, learned.parameters().size());
    int moved = 0;
    for (Twin twin : Twin.all(learned.graph(), exact.graph(), "", new Reasons())) {
      Tensor weight = exact.parameter(twin.exact().weight());
      String name = twin.exact().weight().name();
      Tensor integers = learned.parameters().get(name + ".q");
      Tensor before = nearest.parameters().get(name + ".q");
      for (int i = 0; i < weight.count(); i++) {
        assertTrue(Math.abs(integers.integer(i)) <= 3, "beyond 3 bits");
        assertTrue(Math.abs(integers.integer(i) - before.integer(i)) <= 1);
        moved += integers.integer(i) == before.integer(i) ? 0 : 1;
      }
    }
    assertTrue(moved > 0, "all is as it was");
  }

  @Test
  void anyNumberOfThreadsGivesTheSame() throws Exception {
    Sketch sketch = new Sketch(7, 1, 4, 5, 5).convolution(20, 3, 1).relu().convolution(4, 3, 4);
    Model exact = sketch.model();
    Model nearest = Sketch.quantized(exact, BITS, BIAS_SCALE);
    List<Map<String, Tensor>> data = sketch.data(8, 5);

    Model one = new ForkJoinPool(1).submit(() -> round(exact, nearest, data)).get();
    Model four = new ForkJoinPool(4).submit(() -> round(exact, nearest, data)).get();

    assertEquals(Optional.empty(), one.difference(four));
  }

  @Test
  void leavesAloneWhatIsNoIntegersAndSaysSo() {
    Sketch sketch = new Sketch(1, 1, 6).linear(3);
    Model exact = sketch.model();
    Reasons reasons = new Reasons();
    List<Integer> progress = new ArrayList<>();

    Model same = new RoundWeights(exact, sketch.data(3), 1, progress::add).run(exact, reasons);

    assertEquals(Optional.empty(), exact.difference(same));
    assertEquals(List.of(1), progress);
    assertEquals(
        "round-weights: %v2: its weight is no integers of its own by output",
        reasons.all().get(0).toString());
  }
}
