package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.Value;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.passes.Pipelines;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RepVGG-A0 in full size as it is trained, of 22 blocks with up to three branches each. */
final class MergeRepVggTest {
  private static final List<Integer> BLOCKS = List.of(1, 2, 4, 14, 1);
  private static final List<Integer> CHANNELS = List.of(48, 48, 96, 192, 1280);

  @Test
  void becomesAsManyConvolutionsAsBlocks() {
    Sketch sketch = new Sketch(1);
    Value value = sketch.input(1, 3, 224, 224);
    for (int stage = 0; stage < BLOCKS.size(); stage++) {
      for (int block = 0; block < BLOCKS.get(stage); block++) {
        Block.Place place = new Block.Place(CHANNELS.get(stage), 1, block == 0 ? 2 : 1);
        value = sketch.relu(PublishedBlock.REPVGG.on(sketch, value, place));
      }
    }
    Value pooled = sketch.of(new Reduce(ReduceFunction.MEAN, value, List.of(2, 3), false));
    sketch.output(sketch.linear(pooled, 1000));

    List<String> ops = Merged.of(sketch.model(), Pipelines.deploy()).dataOps();

    assertEquals(22, Collections.frequency(ops, "convolution"));
    assertEquals(22, Collections.frequency(ops, "clamp"));
    assertEquals(List.of("reduce_mean", "linear"), ops.subList(44, ops.size()));
  }
}
