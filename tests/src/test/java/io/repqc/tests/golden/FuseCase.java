package io.repqc.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.text.Example;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Convention;
import io.repqc.ir.text.IrPrinter;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Reasons;
import io.repqc.passes.Rewriter;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.passes.fuse.LiftIntegerProducts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Integer forms in golden files: what they compute lies near what was computed in floats between
 * quantizers, or what was wrong is said.
 */
final class FuseCase {
  /** Of the largest number: a few steps of 8 bits. */
  private static final double TOLERANCE = 0.02;

  /** Each is the folder of its name. */
  private static final Map<String, Pass> PASSES =
      Map.of(
          "fuse-quantizers", new FuseQuantizers(Convention.ONNX, name -> false),
          "fuse-quantizers-fixed", new FuseQuantizers(Convention.FIXED, name -> false),
          "fuse-quantizers-float", new FuseQuantizers(Convention.ONNX, name -> true),
          "lift-integer-products",
              new Rewriter("lift-integer-products", new LiftIntegerProducts()));

  private final Pass pass;

  private FuseCase(Pass pass) {
    this.pass = pass;
  }

  static Optional<FuseCase> named(String name) {
    return Optional.ofNullable(PASSES.get(name)).map(FuseCase::new);
  }

  String run(String text, String file) {
    Example example = RqReader.parseExample(text, file, Map.of());
    Model model = example.model();
    Reasons reasons = new Reasons();
    Model after;
    try {
      after = new PassRunner(List.of(pass)).run(model, reasons);
    } catch (ModelException e) {
      return e.problems().stream().map("error: %s\n"::formatted).collect(Collectors.joining());
    }
    Map<String, Tensor> inputs = PassCase.inputs(model.graph(), Map.of());
    inputs.putAll(example.inputs());
    Map<String, Tensor> expected = PassCase.evaluate(model, inputs);
    Map<String, Tensor> actual = PassCase.evaluate(after, inputs(after, inputs));
    expected.forEach((name, tensor) -> assertNear(name, tensor, actual.get(name)));
    return (model.difference(after).isEmpty() ? "unchanged\n" : IrPrinter.print(after))
        + reasons.all().stream().map("# %s\n"::formatted).collect(Collectors.joining());
  }

  /** Integers that the caller gives are now said to stand for something. */
  private static Map<String, Tensor> inputs(Model model, Map<String, Tensor> inputs) {
    return model.graph().inputs().stream()
        .collect(
            Collectors.toMap(
                input -> input.name(),
                input -> Tensor.of(input.type(), inputs.get(input.name()).array())));
  }

  private static void assertNear(String name, Tensor expected, Tensor actual) {
    assertEquals(expected.elementType(), actual.elementType(), name);
    assertEquals(expected.shape(), actual.shape(), name);
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.count(); i++) {
      largest = Math.max(largest, Math.abs(expected.number(i)));
      worst = Math.max(worst, Math.abs(expected.number(i) - actual.number(i)));
    }
    boolean isNear =
        worst <= TOLERANCE * largest || expected.elementType().isInteger() && worst <= 1;
    String problem = "%s is off by %s, where the largest number is %s";
    assertTrue(isNear, problem.formatted(name, worst, largest));
  }
}
