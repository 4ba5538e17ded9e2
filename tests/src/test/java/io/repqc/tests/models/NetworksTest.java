package io.repqc.tests.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What holds for every network at hand. */
class NetworksTest {
  private static final double TOLERANCE = 1e-4;
  private static final double MERGED = 2e-5;

  @TestFactory
  Stream<DynamicContainer> networks() throws IOException {
    return Network.all().stream()
        .map(
            network ->
                dynamicContainer(
                    network.name(),
                    Stream.of(
                        dynamicTest("gives the recorded outputs", () -> matchRecorded(network)),
                        dynamicTest("runs at batch 3 and 8", () -> runBatches(network)),
                        dynamicTest("runs in f64", () -> runInDouble(network)),
                        dynamicTest("means the same simplified", () -> simplify(network)),
                        dynamicTest("means the same merged", () -> merge(network)))));
  }

  private static void matchRecorded(Network network) {
    Model model = network.read();
    Map<String, Tensor> inputs = network.recordedInputs(model.graph());
    assumeTrue(!inputs.isEmpty(), "nothing is recorded");
    assumeTrue(!Network.isQuantized(model.graph()), "quantized: compared layer by layer elsewhere");
    int images = inputs.values().iterator().next().shape().dim(0);

    Map<String, Tensor> found = run(model.withBatch(images), inputs);

    List<Tensor> expected = network.recordedOutputs();
    assertEquals(expected.size(), found.size());
    Iterator<Tensor> outputs = found.values().iterator();
    expected.forEach(tensor -> assertClose(tensor, outputs.next()));
  }

  private static void runBatches(Network network) {
    Model model = network.read();
    Graph eight = model.graph().withBatch(8);
    Map<String, Tensor> inputs = Network.drawInputs(eight, 1);
    Map<String, Tensor> all = run(model.withBatch(8), inputs);

    Map<String, Tensor> three = run(model.withBatch(3), Network.images(eight, inputs, 0, 3));
    Map<String, Tensor> last = run(model.withBatch(1), Network.images(eight, inputs, 7, 8));

    all.forEach(
        (name, tensor) -> {
          int image = tensor.shape().dim(0) / 8;
          assertClose(Network.rows(tensor, 0, 3 * image), three.get(name), model.graph());
          assertClose(Network.rows(tensor, 7 * image, 8 * image), last.get(name), model.graph());
        });
  }

  private static void runInDouble(Network network) {
    Model model = network.read();
    Map<String, Tensor> inputs = Network.drawInputs(model.graph(), 2);
    Map<String, Tensor> single = run(model, inputs);
    Model wide = model.inDouble();
    inputs.replaceAll((name, tensor) -> tensor.inDouble());

    Map<String, Tensor> found = run(wide, inputs);

    single.forEach((name, tensor) -> assertClose(tensor, found.get(name), model.graph()));
  }

  private static void simplify(Network network) {
    Model model = network.read();
    Map<String, Tensor> inputs = Network.drawInputs(model.graph(), 3);

    Model simple = new PassRunner(Pipelines.simplify()).run(model, new Reasons());

    assertTrue(simple.graph().values().size() <= model.graph().values().size());
    assertEquals(run(model, inputs), run(simple, inputs));
  }

  private static void merge(Network network) {
    Model model = network.read();
    Map<String, Tensor> inputs = Network.drawInputs(model.graph(), 4);
    Map<String, Tensor> expected = run(model, inputs);

    Model merged = new PassRunner(Pipelines.deploy()).run(model, new Reasons());

    run(merged, inputs).forEach((name, found) -> assertClose(expected.get(name), found, MERGED));
  }

  private static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, new FastEvaluation()).run(inputs);
  }

  private static void assertClose(Tensor expected, Tensor found) {
    assertClose(expected, found, TOLERANCE);
  }

  private static void assertClose(Tensor expected, Tensor found, double tolerance) {
    assertEquals(expected.shape(), found.shape());
    double difference = Network.difference(expected, found);
    assertFalse(difference > tolerance, () -> "differs by %g of the range".formatted(difference));
  }

  /** One last bit of a float may turn a rounding, so quantized networks may be a few steps off. */
  private static void assertClose(Tensor expected, Tensor found, Graph graph) {
    if (!Network.isQuantized(graph)) {
      assertClose(expected, found);
      return;
    }
    assertClose(expected, found, 0.1);
  }
}
