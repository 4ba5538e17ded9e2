package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Quantized networks from the folder {@code models} beside the checkout, layer by layer: from ONNX
 * Runtime's own integers each layer makes the same integers. Only where the number before rounding
 * lies within 2^-12 of a tie may it be one step off.
 */
final class QuantizedLayersTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("repqc.shared", "../../shared"), "models");
  private static final Pattern QUANTIZED = Pattern.compile("(qdq|qop|quant).*\\.onnx$");
  private static final int FEWEST_NETWORKS = 13;

  @TestFactory
  Stream<DynamicTest> everyLayerEqualsOnnxRuntimes() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "skipped: the quantized networks are not at " + FOLDER);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(FOLDER)) {
      files = tree.filter(file -> QUANTIZED.matcher(show(file)).find()).sorted().toList();
    }
    assertTrue(files.size() >= FEWEST_NETWORKS, () -> "found only " + files);

    return files.stream().map(file -> dynamicTest(show(file), () -> check(file)));
  }

  private static String show(Path file) {
    return FOLDER.relativize(file).toString();
  }

  private static void check(Path file) throws IOException, OrtException {
    Model model = OnnxReader.read(file, ImportOptions.DEFAULT);
    Map<String, Tensor> inputs = inputs(file, model.graph());
    Map<String, Tensor> expected = OnnxRuntimeOracle.run(ExposedModel.of(file), inputs);

    List<String> problems = LayerComparison.problems(model, inputs, expected);

    assertEquals("", String.join("\n", problems));
  }

  /** The recorded inputs, or else drawn ones. */
  private static Map<String, Tensor> inputs(Path file, Graph graph) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      Path recorded = file.resolveSibling("input_" + inputs.size() + ".npy");
      inputs.put(
          input.name(),
          Files.exists(recorded) ? TensorFiles.read(recorded, input.name()) : drawn(input.type()));
    }
    return inputs;
  }

  private static Tensor drawn(TensorType type) {
    Random random = new Random(7);
    return Tensor.generate(type, i -> random.nextGaussian());
  }
}
