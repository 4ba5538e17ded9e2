package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Statistic;
import io.repqc.passes.Pipelines;
import io.repqc.tests.merge.Block.Place;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A merged block learns as the block does: same derivative by every parameter it is trained by. */
final class MergeGradientTest {
  private static final List<Place> NARROW =
      List.of(new Place(2, 1, 1), new Place(2, 1, 2), new Place(2, 2, 1), new Place(2, 2, 2));
  private static final List<Place> SOME = List.of(new Place(2, 1, 1), new Place(2, 2, 2));
  private static final List<Place> WIDE = List.of(new Place(4, 1, 1), new Place(4, 2, 1));

  @TestFactory
  Stream<DynamicTest> publishedBlocks() {
    return cases(PublishedBlock.values(), NARROW);
  }

  @TestFactory
  Stream<DynamicTest> unpublishedBlocks() {
    return cases(UnpublishedBlock.values(), WIDE);
  }

  /** Each BatchNorm takes part in the derivative through the statistics of its own input. */
  @TestFactory
  Stream<DynamicTest> publishedBlocksWithStatisticsOfTheBatch() {
    return cases(PublishedBlock.values(), NARROW, MergeGradientTest::assertSameByBatch);
  }

  @TestFactory
  Stream<DynamicTest> unpublishedBlocksWithStatisticsOfTheBatch() {
    Block[] blocks =
        Arrays.stream(UnpublishedBlock.values())
            .filter(block -> hasBatchNorm(model(block, WIDE.get(0))))
            .toArray(Block[]::new);
    return cases(blocks, WIDE, MergeGradientTest::assertSameByBatch);
  }

  @TestFactory
  Stream<DynamicTest> blocksWithStatisticsEstimatedFromPatches() {
    Block[] blocks = {
      PublishedBlock.REPVGG,
      PublishedBlock.QAREPVGG,
      PublishedBlock.MOBILEONE,
      PublishedBlock.MOBILEONE_POINTWISE,
      PublishedBlock.ACNET,
      PublishedBlock.OREPA,
      PublishedBlock.OREPA_VGG,
      PublishedBlock.OREPA_LARGE,
      PublishedBlock.LARGE_KERNEL,
      PublishedBlock.DIVERSE_BRANCH,
      PublishedBlock.DIVERSE_BRANCH_DEPTHWISE,
      PublishedBlock.LINEAR_ADDITION,
      UnpublishedBlock.THREE_LEVELS,
    };
    return cases(blocks, SOME, MergeGradientTest::assertSameByEstimate);
  }

  private static Stream<DynamicTest> cases(Block[] blocks, List<Place> places) {
    return cases(blocks, places, MergeGradientTest::assertSame);
  }

  private static Stream<DynamicTest> cases(
      Block[] blocks, List<Place> places, BiConsumer<Block, Place> check) {
    return Arrays.stream(blocks)
        .flatMap(
            block ->
                places.stream()
                    .filter(block::allows)
                    .map(
                        place ->
                            dynamicTest(
                                block.name() + ", " + place, () -> check.accept(block, place))));
  }

  private static void assertSame(Block block, Place place) {
    Model model = model(block, place);

    Merged merged = Merged.of(model);

    assertEquals(List.of("convolution"), merged.dataOps(), () -> merged.reasons().all().toString());
    Gradient.of(model).assertNear(Gradient.of(merged.after()));
  }

  private static void assertSameByBatch(Block block, Place place) {
    Model model = model(block, place);

    Merged merged = Merged.of(model, Pipelines.merge(Pipelines.Statistics.BATCH, regions -> {}));

    assertOneLayer(merged);
    Gradient.of(trainingForm(model)).assertNear(Gradient.of(merged.after()));
  }

  private static void assertSameByEstimate(Block block, Place place) {
    Model model = model(block, place);

    Merged merged = Merged.of(model, Pipelines.merge(Pipelines.Statistics.ESTIMATE, regions -> {}));

    assertOneLayer(merged);
    Gradient.of(model, EstimatedRun::run).assertNear(Gradient.of(merged.after()));
  }

  private static void assertOneLayer(Merged merged) {
    assertEquals(1, layers(merged.after()).size(), () -> merged.reasons().all().toString());
  }

  /** The convolutions of data that the outputs need, apart from those that serve statistics. */
  static List<Value> layers(Model model) {
    Set<Value> needed = new HashSet<>();
    Deque<Value> open = new ArrayDeque<>();
    model.graph().outputs().forEach(output -> open.add(output.value()));
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (needed.add(value) && !(value.op() instanceof Statistic)) {
        open.addAll(OpSchema.operands(value.op()));
      }
    }
    Set<Value> data = new HashSet<>(model.graph().inputs());
    for (Value value : model.graph().values()) {
      boolean reads = OpSchema.operands(value.op()).stream().anyMatch(data::contains);
      if (reads && needed.contains(value) && !(value.op() instanceof Statistic)) {
        data.add(value);
      }
    }
    return data.stream().filter(value -> value.op() instanceof Convolution).toList();
  }

  private static boolean hasBatchNorm(Model model) {
    return !model.graph().select(value -> value.op() instanceof BatchNorm).isEmpty();
  }

  private static Model model(Block block, Place place) {
    Sketch sketch = new Sketch(block.name().hashCode());
    Value x = sketch.input(2, place.channels(), 5, 5);
    return sketch.output(block.on(sketch, x, place)).model();
  }

  /**
   * Each BatchNorm normalises by E[x] and E[x^2] - E[x]^2 of what it reads, and a border behind it
   * holds what it makes of zero by these.
   */
  private static Model trainingForm(Model model) {
    Map<Value, Value> statistics = new HashMap<>();
    Graph graph = model.graph();
    List<Output> norms =
        graph.select(value -> value.op() instanceof BatchNorm).stream()
            .map(norm -> new Output(norm.name(), norm))
            .toList();
    List<Output> outputs =
        Stream.concat(norms.stream(), graph.outputs().stream()).toList(); // in this order
    Graph changed =
        new Rewrite(new Graph(graph.name(), graph.inputs(), outputs))
            .each(
                (value, op) -> {
                  if (op instanceof BatchNorm norm) {
                    BatchNorm byBatch = byBatch(value.name(), norm);
                    statistics.put(norm.mean(), byBatch.mean());
                    statistics.put(norm.variance(), byBatch.variance());
                    return Value.of(value.name(), byBatch);
                  }
                  return Rewrite.keep(
                      value, OpSchema.mapOperands(op, x -> statistics.getOrDefault(x, x)));
                });
    List<Output> own = changed.outputs().subList(norms.size(), outputs.size());
    return new Model(new Graph(graph.name(), changed.inputs(), own), model.parameters());
  }

  private static BatchNorm byBatch(String name, BatchNorm norm) {
    Value square = binary(name + ".square", BinaryFunction.MUL, norm.x(), norm.x());
    Value mean = mean(name + ".mean", norm.x());
    Value meanSquare = binary(name + ".mean.square", BinaryFunction.MUL, mean, mean);
    Value squareMean = mean(name + ".square.mean", square);
    Value variance = binary(name + ".variance", BinaryFunction.SUB, squareMean, meanSquare);
    return new BatchNorm(norm.x(), norm.scale(), norm.shift(), mean, variance, norm.epsilon());
  }

  private static Value mean(String name, Value x) {
    return Value.of(name, new Reduce(ReduceFunction.MEAN, x, List.of(0, 2, 3), false));
  }

  private static Value binary(String name, BinaryFunction function, Value left, Value right) {
    return Value.of(name, new Binary(function, left, right));
  }
}
