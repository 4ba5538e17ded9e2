package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Quantized networks from the folder {@code models} beside the checkout, layer by layer: from ONNX
 * Runtime's own integers each layer makes the same integers. Only where the number before rounding
 * lies within 2^-12 of a tie may it be one step off.
 */
final class QuantizedLayersTest {
  @TestFactory
  Stream<DynamicTest> everyLayerEqualsOnnxRuntimes() throws IOException {
    return QuantizedNetworks.each(QuantizedLayersTest::check);
  }

  private static void check(Path file) throws IOException, OrtException {
    Model model = OnnxReader.read(file, ImportOptions.DEFAULT);
    Map<String, Tensor> inputs = QuantizedNetworks.inputs(file, model.graph());
    Map<String, Tensor> expected = OnnxRuntimeOracle.run(ExposedModel.of(file), inputs);

    List<String> problems = LayerComparison.problems(model, inputs, expected);

    assertEquals("", String.join("\n", problems));
  }
}
