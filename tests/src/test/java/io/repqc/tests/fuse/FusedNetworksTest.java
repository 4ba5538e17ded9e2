package io.repqc.tests.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Convention;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.tests.quantized.QuantizedNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Quantized networks from the folder {@code models} beside the checkout become integers as a whole,
 * and compute nearly the numbers that their float ops compute.
 */
final class FusedNetworksTest {
  /** Of the largest output: a few steps of 8 bits, of which a deep network makes many. */
  private static final double TOLERANCE = 0.05;

  @TestFactory
  Stream<DynamicTest> becomeIntegers() throws IOException {
    return QuantizedNetworks.each(FusedNetworksTest::check);
  }

  private static void check(Path file) {
    Model model = run(OnnxReader.read(file, ImportOptions.DEFAULT), Pipelines.simplify());
    Model fused = run(model, List.of(new FuseQuantizers(Convention.ONNX, name -> false)));
    Map<String, Tensor> inputs = QuantizedNetworks.inputs(file, model.graph());
    Map<String, Tensor> expected = evaluate(model, inputs);
    Map<String, Tensor> actual = evaluate(fused, inputs);

    List<String> problems = new ArrayList<>();
    expected.forEach((name, tensor) -> compare(name, tensor, actual.get(name), problems));
    assertEquals("", String.join("\n", problems));
  }

  private static void compare(String name, Tensor expected, Tensor actual, List<String> problems) {
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.count(); i++) {
      largest = Math.max(largest, Math.abs(expected.number(i)));
      worst = Math.max(worst, Math.abs(expected.number(i) - actual.number(i)));
    }
    if (!(worst <= TOLERANCE * largest)) {
      problems.add("%s is off by %s of %s".formatted(name, worst, largest));
    }
  }

  private static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  private static Map<String, Tensor> evaluate(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, new FastEvaluation()).run(inputs);
  }
}
