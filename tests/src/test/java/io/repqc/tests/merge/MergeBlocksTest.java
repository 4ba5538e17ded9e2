package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.Model;
import io.repqc.passes.Pipelines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every block, in one, two and as many groups as channels, at stride 1 and 2. */
final class MergeBlocksTest {
  private static final int CHANNELS = 4;

  @TestFactory
  Stream<DynamicTest> publishedBlocksBecomeOneConvolution() {
    return cases(PublishedBlock.values());
  }

  @TestFactory
  Stream<DynamicTest> unpublishedBlocksBecomeOneConvolution() {
    return cases(UnpublishedBlock.values());
  }

  private static Stream<DynamicTest> cases(Block... blocks) {
    return Arrays.stream(blocks).flatMap(MergeBlocksTest::cases);
  }

  private static Stream<DynamicTest> cases(Block block) {
    List<DynamicTest> tests = new ArrayList<>();
    for (int groups : List.of(1, 2, CHANNELS)) {
      for (int stride : List.of(1, 2)) {
        Block.Place place = new Block.Place(CHANNELS, groups, stride);
        if (block.allows(place)) {
          String name = "%s, groups %d, stride %d".formatted(block.name(), groups, stride);
          tests.add(DynamicTest.dynamicTest(name, () -> check(block, place)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(Block block, Block.Place place) {
    Model model = model(block, place);

    Merged merged = Merged.of(model);

    assertEquals(List.of("convolution"), merged.dataOps(), () -> merged.reasons().all().toString());
    assertEquals(Merged.trained(model), merged.trained());
    merged.assertSameMeaning();
    Merged.of(model, Pipelines.deploy()).assertSameMeaning();
  }

  private static Model model(Block block, Block.Place place) {
    Sketch sketch = new Sketch(block.name().hashCode());
    return sketch.output(block.on(sketch, sketch.input(2, CHANNELS, 7, 6), place)).model();
  }
}
