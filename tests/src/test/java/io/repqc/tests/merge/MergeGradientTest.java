package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.tests.merge.Block.Place;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A merged block learns as the block does: same derivative by every parameter it is trained by. */
final class MergeGradientTest {
  private static final List<Place> NARROW =
      List.of(new Place(2, 1, 1), new Place(2, 1, 2), new Place(2, 2, 1), new Place(2, 2, 2));
  private static final List<Place> WIDE = List.of(new Place(4, 1, 1), new Place(4, 2, 1));

  @TestFactory
  Stream<DynamicTest> publishedBlocks() {
    return cases(PublishedBlock.values(), NARROW);
  }

  @TestFactory
  Stream<DynamicTest> unpublishedBlocks() {
    return cases(UnpublishedBlock.values(), WIDE);
  }

  private static Stream<DynamicTest> cases(Block[] blocks, List<Place> places) {
    return Arrays.stream(blocks)
        .flatMap(
            block ->
                places.stream()
                    .filter(block::allows)
                    .map(
                        place ->
                            dynamicTest(
                                block.name() + ", " + place, () -> assertSame(block, place))));
  }

  private static void assertSame(Block block, Place place) {
    Sketch sketch = new Sketch(block.name().hashCode());
    Value x = sketch.input(2, place.channels(), 5, 5);
    Model model = sketch.output(block.on(sketch, x, place)).model();

    Merged merged = Merged.of(model);

    assertEquals(List.of("convolution"), merged.dataOps(), () -> merged.reasons().all().toString());
    Gradient.of(model).assertNear(Gradient.of(merged.after()));
  }
}
