package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.passes.Pipelines;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EstimatedVarianceTest {

  /** The mean of their squares and the square of their mean are one number, up to rounding. */
  @Test
  void largeNumbersThatHardlyDifferHaveOne() {
    Sketch sketch = new Sketch(5);
    Value input = sketch.input(40, 3, 6, 6);
    Value output = sketch.norm(input);
    Model model = sketch.output(output).model();
    Merged merged = Merged.of(model, Pipelines.merge(Pipelines.Statistics.ESTIMATE, r -> {}));
    Interpreter interpreter = new Interpreter(merged.after(), new FastEvaluation());
    Random random = new Random(11);
    for (int size = 1_000_000_000; size < 1_000_000_020; size++) {
      int least = size;
      Tensor alike = Tensor.generate(input.type(), i -> least + 0.001 * random.nextDouble());
      Map<String, Tensor> results = interpreter.run(Map.of(input.name(), alike));
      for (Tensor y : results.values()) {
        assertTrue(Arrays.stream(y.toNumbers()).allMatch(Double::isFinite), y::toString);
      }
    }
  }
}
