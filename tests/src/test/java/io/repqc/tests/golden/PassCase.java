package io.repqc.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.repqc.frontend.text.Example;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.text.IrPrinter;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.Rewriter;
import io.repqc.passes.fold.UseBatchStatistics;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.merge.MergeBranches;
import io.repqc.passes.repair.EqualizeLayers;
import io.repqc.passes.simplify.EvaluateConstants;
import io.repqc.passes.simplify.LiftNormalization;
import io.repqc.passes.simplify.MergeExpansions;
import io.repqc.passes.simplify.MergeReshapes;
import io.repqc.passes.simplify.MergeTransposes;
import io.repqc.passes.simplify.RemoveIdentities;
import io.repqc.passes.simplify.TrimBorders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pass in golden files: what it makes of a graph, checked by meaning too. */
final class PassCase {
  /** Of the largest number, in double: what is left is the order of sums. */
  private static final double RELATIVE_TOLERANCE = 1e-10;

  /** Each is the folder of its name. */
  private static final Map<String, Pass> PASSES =
      Stream.concat(
              Pipelines.simplify().stream(),
              Stream.of(
                  new MergeBranches(),
                  new MaterializeWeights(),
                  new EqualizeLayers(),
                  new Rewriter("evaluate-constants", new EvaluateConstants()),
                  new Rewriter("lift-normalization", new LiftNormalization()),
                  new Rewriter("merge-expansions", new MergeExpansions()),
                  new Rewriter("merge-reshapes", new MergeReshapes()),
                  new Rewriter("merge-transposes", new MergeTransposes()),
                  new Rewriter("remove-identities", new RemoveIdentities()),
                  new Rewriter("trim-borders", new TrimBorders()),
                  new UseBatchStatistics()))
          .collect(Collectors.toMap(Pass::name, Function.identity()));

  private final Pass pass;

  private PassCase(Pass pass) {
    this.pass = pass;
  }

  static PassCase named(String name) {
    assertNotNull(PASSES.get(name), () -> name + " is no pass; there are " + PASSES.keySet());
    return new PassCase(PASSES.get(name));
  }

  String run(String text, String file) {
    Example example = RqReader.parseExample(text, file, Map.of());
    Reasons reasons = new Reasons();
    Model after = new PassRunner(List.of(pass)).run(example.model(), reasons);
    assertSameMeaning(example);
    String result =
        example.model().difference(after).isEmpty()
            ? "unchanged\n"
            : IrPrinter.print(after.graph());
    return result
        + reasons.all().stream().map(reason -> "# " + reason + "\n").collect(Collectors.joining());
  }

  private void assertSameMeaning(Example example) {
    Model before = example.model().inDouble();
    Model after = new PassRunner(List.of(pass)).run(before, new Reasons());
    Map<String, Tensor> inputs = inputs(before.graph(), example.inputs());
    Map<String, Tensor> expected = evaluate(before, inputs);
    Map<String, Tensor> actual = evaluate(after, inputs);
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((name, tensor) -> assertNear(name, tensor, actual.get(name)));
  }

  private static void assertNear(String name, Tensor expected, Tensor actual) {
    assertEquals(expected.type(), actual.type(), name);
    double largest = 0;
    for (int i = 0; i < expected.count(); i++) {
      largest = Math.max(largest, Math.abs(expected.number(i)));
    }
    double tolerance = expected.elementType().isFloat() ? largest * RELATIVE_TOLERANCE : 0;
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.number(i), actual.number(i), tolerance, name + " at " + i);
    }
  }

  static Map<String, Tensor> evaluate(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs);
  }

  /** What the text gives, or else seeded numbers. */
  static Map<String, Tensor> inputs(Graph graph, Map<String, Tensor> given) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      Tensor tensor = given.get(input.name());
      inputs.put(
          input.name(), tensor == null ? seeded(input.type(), inputs.size()) : tensor.inDouble());
    }
    return inputs;
  }

  private static Tensor seeded(TensorType type, long seed) {
    Random random = new Random(seed);
    return type.elementType() == ElementType.BOOL || type.elementType().isInteger()
        ? Tensor.generateIntegers(type, i -> random.nextInt())
        : Tensor.generate(type, i -> random.nextGaussian());
  }
}
