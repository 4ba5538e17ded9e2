package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Pipelines.Statistics;
import io.repqc.passes.Reasons;
import io.repqc.passes.fold.UseBatchStatistics;
import io.repqc.tests.merge.Block.Place;
import io.repqc.tests.tune.Projected;
import io.repqc.tests.tune.Torch;
import io.repqc.tune.engine.Session;
import io.repqc.tune.engine.Step;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** On libtorch, a merged block has the derivatives of the block with its branches. */
final class TorchGradientTest {
  private static final List<Place> NARROW =
      List.of(new Place(2, 1, 1), new Place(2, 1, 2), new Place(2, 2, 1), new Place(2, 2, 2));
  private static final List<Place> WIDE = List.of(new Place(4, 1, 1), new Place(4, 2, 1));
  private static final Pass BY_BATCH = new UseBatchStatistics();

  /**
   * How near derivatives are. BatchNorm undoes any factor of the convolution before it, so that
   * only its epsilon leaves a derivative by it, which is the difference of larger numbers: below
   * {@code vanishing}, as a share of the largest derivative, that counts in the place of its own. A
   * loss is a sum of {@code terms} of about that size, which may cancel; processors add them in
   * orders of their own.
   */
  private record Precision(
      ElementType elements, double tolerance, double vanishing, double terms) {}

  private static final List<Precision> PRECISIONS =
      List.of(
          new Precision(ElementType.F32, 1e-5, 5e-2, 1),
          new Precision(ElementType.F64, 1e-10, 1e-10, 0));

  @TestFactory
  Stream<DynamicTest> withRunningStatistics() {
    return cases(Statistics.RUNNING);
  }

  @TestFactory
  Stream<DynamicTest> withStatisticsOfTheBatch() {
    return cases(Statistics.BATCH);
  }

  private static Stream<DynamicTest> cases(Statistics statistics) {
    return Stream.concat(
        cases(PublishedBlock.values(), NARROW, statistics),
        cases(UnpublishedBlock.values(), WIDE, statistics));
  }

  private static Stream<DynamicTest> cases(
      Block[] blocks, List<Place> places, Statistics statistics) {
    return Arrays.stream(blocks)
        .flatMap(
            block ->
                places.stream()
                    .filter(block::allows)
                    .flatMap(
                        place ->
                            PRECISIONS.stream()
                                .map(
                                    precision ->
                                        dynamicTest(
                                            "%s, %s, %s"
                                                .formatted(
                                                    block.name(), place, precision.elements()),
                                            () ->
                                                compare(
                                                    model(block, place), statistics, precision)))));
  }

  private static void compare(Model model, Statistics statistics, Precision precision) {
    boolean isByBatch = statistics == Statistics.BATCH;
    Model branches = isByBatch ? run(model, List.of(BY_BATCH)) : model;
    Model merged = run(model, Pipelines.merge(statistics, regions -> {}));

    Step expected = step(branches, model, precision);
    Step found = step(merged, model, precision);

    double size = Math.max(precision.terms(), Math.abs(expected.loss()));
    assertEquals(expected.loss(), found.loss(), precision.tolerance() * size);
    assertNear(expected.gradients(), found.gradients(), precision);
  }

  private static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  private static Step step(Model model, Model original, Precision precision) {
    Set<String> trained = Merged.trained(original);
    Model projected = Projected.of(model);
    Model own = precision.elements() == ElementType.F32 ? Narrowed.of(projected) : projected;
    Random random = new Random(1);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : own.graph().inputs()) {
      inputs.put(input.name(), Tensor.generate(input.type(), i -> 1 + random.nextGaussian()));
    }
    try (Session session = Torch.engine().open(own, trained, Map.of())) {
      return session.step(inputs, Projected.LOSS, 0);
    }
  }

  private static void assertNear(
      Map<String, Tensor> expected, Map<String, Tensor> found, Precision precision) {
    assertEquals(expected.keySet(), found.keySet());
    double whole =
        expected.values().stream().mapToDouble(TorchGradientTest::largest).max().orElseThrow();
    expected.forEach(
        (name, tensor) -> {
          boolean vanishes = largest(tensor) < precision.vanishing() * whole;
          double tolerance = precision.tolerance() * (vanishes ? whole : largest(tensor));
          for (int i = 0; i < tensor.count(); i++) {
            assertEquals(tensor.number(i), found.get(name).number(i), tolerance, name + " at " + i);
          }
        });
  }

  private static double largest(Tensor tensor) {
    return Arrays.stream(tensor.toNumbers()).map(Math::abs).max().orElse(0);
  }

  private static Model model(Block block, Place place) {
    Sketch sketch = new Sketch(block.name().hashCode());
    Value x = sketch.input(2, place.channels(), 5, 5);
    return sketch.output(block.on(sketch, x, place)).model();
  }
}
