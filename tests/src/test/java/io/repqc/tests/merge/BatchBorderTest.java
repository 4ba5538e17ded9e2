package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.ir.Value;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Pipelines.Statistics;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A border that an exporter computed from running averages is one of the batch's statistics in the
 * modes that have these, wherever it stands in the file, so that it is what the BatchNorm within
 * makes of zero, and merges.
 */
final class BatchBorderTest {

  @TestFactory
  Stream<DynamicTest> aBorderFromRunningAveragesMerges() {
    return EnumSet.complementOf(EnumSet.of(Statistics.RUNNING)).stream()
        .flatMap(
            statistics ->
                Stream.of(true, false)
                    .map(
                        isPadded ->
                            dynamicTest(
                                statistics + (isPadded ? ", padded" : ", joined"),
                                () -> assertMerges(statistics, isPadded))));
  }

  private static void assertMerges(Statistics statistics, boolean isPadded) {
    Sketch sketch = new Sketch(11);
    Value x = sketch.input(2, 4, 5, 5);
    Value inner = sketch.norm(sketch.convolution(x, 4, Filter.of(1, 1)));
    Value zero = sketch.zeroOf(inner);
    Value ring = isPadded ? sketch.bordered(inner, zero, 1, 1) : sketch.joined(inner, zero);
    sketch.output(sketch.convolution(ring, 4, Filter.of(3, 3)));

    Merged merged = Merged.of(sketch.model(), Pipelines.merge(statistics, regions -> {}));
    Merged deployed = Merged.of(merged.after());

    assertEquals(1, MergeGradientTest.layers(merged.after()).size());
    assertEquals(List.of("convolution"), deployed.dataOps());
    new Merged(sketch.model(), deployed.after(), deployed.reasons()).assertSameMeaning();
  }
}
