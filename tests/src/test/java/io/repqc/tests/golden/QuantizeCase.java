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
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.fold.UseRunningStatistics;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Quantizers in golden files, by the extremes of the numbers that the file gives or of seeded ones;
 * what is then computed lies near what was computed in floats, with running averages in both.
 */
final class QuantizeCase {
  private static final QuantizationOptions DEFAULT =
      QuantizationOptions.DEFAULT.with(RangeMethod.MIN_MAX, RangeMethod.MIN_MAX);

  private static final BitWidths FEW =
      new BitWidths(new Bits(3, 4), Bits.EIGHT, Map.of("own*", new Bits(2, 5)));

  private static final Pass DEPLOY = new UseRunningStatistics();

  /** Each is the folder of its name. */
  private static final Map<String, QuantizeCase> CASES =
      Map.of(
          "insert-quantizers", near(DEFAULT),
          "insert-quantizers-float", near(DEFAULT.keepingFloat(Set.of("kept"))),
          "insert-quantizers-wide", near(DEFAULT.widening(Set.of("wide"))),
          "insert-quantizers-symmetric",
              near(DEFAULT.with(Integers.symmetric(ElementType.I8)).perTensor()),
          "insert-quantizers-bits", new QuantizeCase(DEFAULT.with(FEW), List.of(), 0.5),
          "insert-quantizers-batch", training(Pipelines.Statistics.BATCH),
          "insert-quantizers-estimate", training(Pipelines.Statistics.ESTIMATE));

  private final QuantizationOptions options;
  private final List<Pass> before;

  /** Of the largest number. */
  private final double tolerance;

  private QuantizeCase(QuantizationOptions options, List<Pass> before, double tolerance) {
    this.options = options;
    this.before = before;
    this.tolerance = tolerance;
  }

  private static QuantizeCase near(QuantizationOptions options) {
    return new QuantizeCase(options, List.of(), 0.03);
  }

  /** A network as it is trained. */
  private static QuantizeCase training(Pipelines.Statistics statistics) {
    List<Pass> merge = Pipelines.merge(statistics, regions -> {});
    return new QuantizeCase(DEFAULT.withFloatBiases(), merge, 0.03);
  }

  static Optional<QuantizeCase> named(String name) {
    return Optional.ofNullable(CASES.get(name));
  }

  String run(String text, String file) {
    Example example = RqReader.parseExample(text, file, Map.of());
    Reasons reasons = new Reasons();
    Model model = new PassRunner(before).run(example.model(), new Reasons());
    Map<String, Tensor> inputs = PassCase.inputs(model.graph(), Map.of());
    inputs.putAll(example.inputs());
    Model after;
    try {
      after = new PassRunner(List.of(pass(model, inputs))).run(model, reasons);
    } catch (ModelException e) {
      return e.problems().stream().map("error: %s\n"::formatted).collect(Collectors.joining());
    }
    assertNear(evaluate(deployed(model), inputs), evaluate(deployed(after), inputs));
    boolean isUnchanged = model.difference(after).isEmpty();
    return (isUnchanged ? "unchanged\n" : IrPrinter.print(after))
        + reasons.all().stream().map("# %s\n"::formatted).collect(Collectors.joining());
  }

  private InsertQuantizers pass(Model model, Map<String, Tensor> inputs) {
    Set<String> observed =
        InsertQuantizers.observed(model.graph(), options).stream()
            .map(Value::name)
            .collect(Collectors.toSet());
    return new InsertQuantizers(
        options,
        ActivationLevels.of(
            Calibration.run(
                deployed(model),
                value -> observed.contains(value.name()),
                List.of(inputs),
                items -> {}),
            options.activationRange()));
  }

  private static Model deployed(Model model) {
    return DEPLOY.run(model, new Reasons());
  }

  private static Map<String, Tensor> evaluate(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs);
  }

  private void assertNear(Map<String, Tensor> expected, Map<String, Tensor> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((name, tensor) -> assertNear(name, tensor, actual.get(name)));
  }

  private void assertNear(String name, Tensor expected, Tensor actual) {
    assertEquals(expected.type(), actual.type(), name);
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.count(); i++) {
      largest = Math.max(largest, Math.abs(expected.number(i)));
      worst = Math.max(worst, Math.abs(expected.number(i) - actual.number(i)));
    }
    String problem = "%s is off by %s, where the largest number is %s";
    assertTrue(worst <= tolerance * largest, problem.formatted(name, worst, largest));
  }
}
