package io.repqc.compiler.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.Progress;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BatchedRunTest {
  private static final int BATCH = 70;

  @Test
  void aLargeBatchRunsInPartsWithTheSameResult() {
    Model model =
        read(
            """
            input %x : f32[1,3] batched
            input %offset : f32[3]
            constant %two : f32[] = 2
            %sum = add(%x, %offset)
            %y = mul(%sum, %two)
            output %y
            output %sum
            """);
    Map<String, Tensor> inputs =
        Map.of(
            "x", Tensor.generate(TensorType.f32(BATCH, 3), i -> i),
            "offset", Tensor.f32(Shape.of(3), 1, 2, 3));
    Set<Integer> batches = new HashSet<>();

    Map<String, Tensor> outputs =
        new BatchedRun(
                model,
                (op, operands) -> {
                  batches.add(op.inferType().rank() == 2 ? op.inferType().dim(0) : -1);
                  return op.evaluate(operands);
                },
                Progress.NONE)
            .run(inputs);

    assertEquals(Set.of(32, 6, -1), batches);
    assertEquals(
        new Interpreter(model.withBatch(BATCH), Interpreter.Evaluation.REFERENCE).run(inputs),
        outputs);
  }

  @Test
  void progressEndsWhereItSaid() {
    Model model = read("input %x : f32[1,3] batched\n%y = neg(%x)\noutput %y\n");
    long[] last = new long[2];

    new BatchedRun(
            model,
            Interpreter.Evaluation.REFERENCE,
            (done, total) -> {
              last[0] = done;
              last[1] = total;
            })
        .run(Map.of("x", Tensor.fill(TensorType.f32(BATCH, 3), 1)));

    assertEquals(last[1], last[0]);
    assertEquals(3 * 2, last[1]);
  }

  @Test
  void whatTakesNoOtherBatchRunsAtItsOwn() {
    Model model =
        read(
            """
            input %x : f32[2,4] batched
            %y = reshape(%x, dims=[2,2,2])
            output %y
            """);
    Map<String, Tensor> inputs = Map.of("x", Tensor.generate(TensorType.f32(6, 4), i -> i));

    Tensor found =
        new BatchedRun(model, Interpreter.Evaluation.REFERENCE, Progress.NONE).run(inputs).get("y");

    assertEquals(Tensor.generate(TensorType.f32(6, 2, 2), i -> i), found);
  }

  @Test
  void onlyWhatLooksAtOneItemAtATimeRunsInParts() {
    assertTrue(isIndependent("%y = softmax(%x, axis=1)"));
    assertFalse(isIndependent("%y = softmax(%x, axis=0)"));
    assertTrue(isIndependent("%y = reduce_max(%x, axes=[1], keep_dims)"));
    assertFalse(isIndependent("%y = reduce_max(%x, axes=[0], keep_dims)"));
    assertFalse(isIndependent("%y = transpose(%x, permutation=[1,0])"));
    assertFalse(
        isIndependent(
            """
            %m = reduce_max(%x, axes=[0,1])
            %y = div(%x, %m)
            """));
  }

  private static boolean isIndependent(String definition) {
    String text = "input %x : f32[1,3] batched\n" + definition.strip() + "\noutput %y\n";
    return BatchIndependence.of(read(text).graph());
  }

  private static Model read(String text) {
    return RqReader.parse(text, "test.rq", Map.of());
  }
}
