package io.repqc.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.text.Example;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.text.IrPrinter;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Reasons;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Quantizers in golden files, by the extremes of the numbers that the file gives or of seeded ones;
 * what is then computed lies near what was computed in floats.
 */
final class QuantizeCase {
  /** Of the largest number. */
  private static final double TOLERANCE = 0.03;

  private static final QuantizationOptions DEFAULT =
      QuantizationOptions.DEFAULT.with(RangeMethod.MIN_MAX, RangeMethod.MIN_MAX);

  /** Each is the folder of its name. */
  private static final Map<String, QuantizationOptions> OPTIONS =
      Map.of(
          "insert-quantizers", DEFAULT,
          "insert-quantizers-float", DEFAULT.keepingFloat(Set.of("kept")),
          "insert-quantizers-wide", DEFAULT.widening(Set.of("wide")),
          "insert-quantizers-symmetric",
              DEFAULT.with(QuantizationOptions.symmetric(ElementType.I8)).perTensor());

  private final QuantizationOptions options;

  private QuantizeCase(QuantizationOptions options) {
    this.options = options;
  }

  static Optional<QuantizeCase> named(String name) {
    return Optional.ofNullable(OPTIONS.get(name)).map(QuantizeCase::new);
  }

  String run(String text, String file) {
    Example example = RqReader.parseExample(text, file, Map.of());
    Model model = example.model();
    Map<String, Tensor> inputs = PassCase.inputs(model.graph(), Map.of());
    inputs.putAll(example.inputs());
    Reasons reasons = new Reasons();
    Model after;
    try {
      after = new PassRunner(List.of(pass(model, inputs))).run(model, reasons);
    } catch (ModelException e) {
      return e.problems().stream().map("error: %s\n"::formatted).collect(Collectors.joining());
    }
    assertNear(evaluate(model, inputs), evaluate(after, inputs));
    boolean isUnchanged = model.difference(after).isEmpty();
    return (isUnchanged ? "unchanged\n" : IrPrinter.print(after))
        + reasons.all().stream().map("# %s\n"::formatted).collect(Collectors.joining());
  }

  private InsertQuantizers pass(Model model, Map<String, Tensor> inputs) {
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(model.graph(), options));
    return new InsertQuantizers(
        options,
        ActivationLevels.of(
            Calibration.run(model, observed::contains, List.of(inputs), items -> {}),
            options.activationRange()));
  }

  private static Map<String, Tensor> evaluate(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs);
  }

  private static void assertNear(Map<String, Tensor> expected, Map<String, Tensor> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((name, tensor) -> assertNear(name, tensor, actual.get(name)));
  }

  private static void assertNear(String name, Tensor expected, Tensor actual) {
    assertEquals(expected.type(), actual.type(), name);
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.count(); i++) {
      largest = Math.max(largest, Math.abs(expected.number(i)));
      worst = Math.max(worst, Math.abs(expected.number(i) - actual.number(i)));
    }
    String problem = "%s is off by %s, where the largest number is %s";
    assertTrue(worst <= TOLERANCE * largest, problem.formatted(name, worst, largest));
  }
}
