package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A network before and after the merge, and what the merge said. */
record Merged(Model before, Model after, Reasons reasons) {
  private static final double TOLERANCE = 1e-9;

  static Merged of(Model model) {
    return of(model, Pipelines.merge());
  }

  static Merged of(Model model, List<Pass> passes) {
    Reasons reasons = new Reasons();
    return new Merged(model, new PassRunner(passes).run(model, reasons), reasons);
  }

  /** The ops that are left where the data flows, in order. */
  List<String> dataOps() {
    Set<Value> data = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value value : after.graph().values()) {
      boolean reads = OpSchema.operands(value.op()).stream().anyMatch(data::contains);
      if (value.op() instanceof Input || reads) {
        data.add(value);
      }
    }
    return after.graph().select(data::contains).stream()
        .filter(value -> !(value.op() instanceof Input))
        .map(value -> OpSchema.mnemonic(value.op()))
        .toList();
  }

  Set<String> trained() {
    return trained(after);
  }

  static Set<String> trained(Model model) {
    return model.graph().parameters().stream()
        .filter(value -> ((Parameter) value.op()).trainable())
        .map(Value::name)
        .collect(Collectors.toSet());
  }

  void assertSays(String reason) {
    assertTrue(
        reasons.all().stream().anyMatch(said -> said.text().contains(reason)),
        () -> "nothing says '%s' in %s".formatted(reason, reasons.all()));
  }

  /** The outputs are the same, border and all, on seeded inputs far from zero mean. */
  void assertSameMeaning() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Random random = new Random(7);
    for (Value input : before.graph().inputs()) {
      inputs.put(input.name(), Tensor.generate(input.type(), i -> 1 + 2 * random.nextGaussian()));
    }
    Map<String, Tensor> expected = run(before, inputs);
    Map<String, Tensor> found = run(after, inputs);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, tensor) -> assertNear(name, tensor, found.get(name)));
  }

  private static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs);
  }

  private static void assertNear(String name, Tensor expected, Tensor found) {
    assertEquals(expected.type(), found.type(), name);
    double[] numbers = expected.toNumbers();
    double largest = 0;
    for (double number : numbers) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(numbers[i], found.number(i), largest * TOLERANCE, name + " at " + i);
    }
  }
}
