package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Value;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.merge.Cost;
import io.repqc.passes.merge.Kept;
import io.repqc.passes.merge.Region;
import io.repqc.passes.merge.Regions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the merge says of the parts that it merged and of those that it could have. */
final class RegionsTest {
  private static final String WINDOW =
      "strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=";
  private static final String BRANCHES =
      """
      input %x : f32[1,4,6,5]
      parameter %w : f32[4,4,1,1] trainable = random(1, -0.5, 0.5)
      parameter %v : f32[4,4,1,1] trainable = random(2, -0.5, 0.5)
      parameter %b : f32[4] trainable = random(3, -0.5, 0.5)
      %one = convolution(%x, %w, %b, WINDOW1)
      %other = convolution(%x, %v, %b, WINDOW1)
      %sum = add(%one, %other)
      output %sum
      """;

  @Test
  void namesWhatWentInAndCountsItsCost() {
    Regions regions = regions(BRANCHES);

    Region region = regions.merged().get(0);
    assertEquals(1, regions.merged().size());
    assertEquals("x", region.source().name());
    assertEquals("sum", region.value().name());
    assertEquals(List.of("one", "other", "sum"), names(region.nodes()));
    assertEquals(new Cost(2 * 30 * 16 + 120, 16 + 16 + 4), region.before());
    assertEquals(new Cost(30 * 16, 16 + 4), region.after());
    assertEquals(List.of(), regions.kept());
  }

  @Test
  void aValueUsedElsewhereCountsInFull() {
    Regions regions = regions(BRANCHES + "%r = exp(%one)\noutput %r\n");

    assertEquals(List.of("one", "other", "sum"), names(regions.merged().get(0).nodes()));
    assertEquals(2 * 30 * 16 + 120, regions.merged().get(0).before().multiplyAdds());
  }

  @Test
  void aPairThatIsCheaperAsItIsStays() {
    Reasons reasons = new Reasons();
    Regions regions =
        regions(
            """
            input %x : f32[1,4,6,5]
            parameter %w : f32[4,1,3,3] trainable = random(1, -0.5, 0.5)
            parameter %v : f32[8,4,1,1] trainable = random(2, -0.5, 0.5)
            parameter %b : f32[4] trainable = random(3, -0.5, 0.5)
            parameter %c : f32[8] trainable = random(4, -0.5, 0.5)
            %depthwise = convolution(%x, %w, %b, WINDOW4)
            %pointwise = convolution(%depthwise, %v, %c, WINDOW1)
            output %pointwise
            """,
            reasons);

    assertEquals(List.of(), regions.merged());
    Kept kept = regions.kept().get(0);
    assertEquals("x", kept.source().name());
    assertEquals("pointwise", kept.value().name());
    assertEquals(new Cost(12 * 36 + 12 * 32, 36 + 4 + 32 + 8), kept.asItIs());
    assertEquals(new Cost(12 * 288, 288 + 8), kept.merged());
    assertEquals(
        "[merge: %pointwise: kept: one op from %x on would cost 3,456 multiply-adds, as it is 816]",
        reasons.all().toString());
  }

  private static Regions regions(String text) {
    return regions(text, new Reasons());
  }

  private static Regions regions(String text, Reasons reasons) {
    List<Regions> told = new ArrayList<>();
    new PassRunner(Pipelines.merge(Pipelines.Statistics.RUNNING, told::add))
        .run(RqReader.parse(text.replace("WINDOW", WINDOW), "network.rq", Map.of()), reasons);
    assertEquals(1, told.size());
    return told.get(0);
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }
}
