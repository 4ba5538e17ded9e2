package io.repqc.tests.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.frontend.onnx.write.OnnxWriter;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.tests.quantized.OnnxRuntimeOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every network at hand, read and written, is the same network to ONNX Runtime and to us. */
class WrittenNetworksTest {
  private static final double TOLERANCE = 1e-5;
  private static final double ONE_STEP = 1e-2;
  private static final int BATCH = 3;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> networks() throws IOException {
    return Network.all().stream()
        .map(
            network ->
                dynamicContainer(
                    network.name(),
                    Stream.of(
                        dynamicTest("runs as the original", () -> runsAsTheOriginal(network)),
                        dynamicTest("reads back", () -> readsBack(network)))));
  }

  /** Three images in one go, and each by itself in the original, whose batch may be fixed. */
  private static void runsAsTheOriginal(Network network) throws IOException, OrtException {
    Model model = network.read();
    Graph three = model.graph().withBatch(BATCH);
    Map<String, Tensor> inputs = Network.drawInputs(three, 5);
    byte[] original = Files.readAllBytes(network.file());
    byte[] written = OnnxWriter.toBytes(model);

    Map<String, Tensor> together = OnnxRuntimeOracle.run(written, inputs);

    for (int image = 0; image < BATCH; image++) {
      Map<String, Tensor> single = Network.images(three, inputs, image, image + 1);
      Map<String, Tensor> expected = OnnxRuntimeOracle.run(original, single);
      assertClose(expected, OnnxRuntimeOracle.run(written, single), TOLERANCE);
      assertClose(expected, image(together, image), tolerance(model));
    }
  }

  /** ONNX Runtime itself sums in another order at another batch, which may turn a rounding. */
  private static double tolerance(Model model) {
    return Network.isQuantized(model.graph()) ? ONE_STEP : TOLERANCE;
  }

  private static Map<String, Tensor> image(Map<String, Tensor> outputs, int image) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    outputs.forEach(
        (name, tensor) -> {
          int rows = tensor.shape().dim(0) / BATCH;
          own.put(name, Network.rows(tensor, image * rows, (image + 1) * rows));
        });
    return own;
  }

  private void readsBack(Network network) {
    Model model = network.read();
    Path file = folder.resolve("written.onnx");
    OnnxWriter.write(model, file);

    Model back = OnnxReader.read(file, ImportOptions.DEFAULT);

    assertEquals(names(model.graph()), names(back.graph()));
    assertTrue(back.parameters().entrySet().containsAll(model.parameters().entrySet()));
    Map<String, Tensor> inputs = Network.drawInputs(model.graph(), 6);
    assertClose(run(model, inputs), run(back, inputs), TOLERANCE);
  }

  private static List<String> names(Graph graph) {
    return Stream.concat(
            graph.inputs().stream().map(Value::toString),
            graph.outputs().stream().map(Output::name))
        .toList();
  }

  private static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, new FastEvaluation()).run(inputs);
  }

  private static void assertClose(
      Map<String, Tensor> expected, Map<String, Tensor> found, double tolerance) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (name, tensor) -> {
          assertEquals(tensor.type(), found.get(name).type(), name);
          double difference = Network.difference(tensor, found.get(name));
          assertTrue(
              difference <= tolerance,
              () -> "%s differs by %g of the range".formatted(name, difference));
        });
  }
}
