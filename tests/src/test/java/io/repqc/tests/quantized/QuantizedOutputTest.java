package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.frontend.onnx.write.OnnxWriter;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import io.repqc.tests.models.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every float network at hand, quantized by the extremes of a few images: written as ONNX it comes
 * back as the same network, and ONNX Runtime computes the same integers, layer by layer. Only where
 * the number before rounding lies within 2^-12 of a tie may it be one step off.
 */
final class QuantizedOutputTest {
  private static final int IMAGES = 2;
  private static final Pattern BRANCHED = Pattern.compile("examples|reparam");
  private static final QuantizationOptions DEFAULT =
      QuantizationOptions.DEFAULT.with(RangeMethod.MIN_MAX, RangeMethod.MIN_MAX);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicContainer> networks() throws IOException {
    return Network.all().stream()
        .filter(network -> !Network.isQuantized(network.read().graph()))
        .map(network -> dynamicContainer(network.name(), tests(network)));
  }

  private Stream<DynamicTest> tests(Network network) {
    Model model = run(network.read(), Pipelines.deploy());
    return options(network, layers(model.graph())).entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> check(network, model, entry.getValue())));
  }

  /** All of them for the networks with branches. */
  private static Map<String, QuantizationOptions> options(Network network, List<String> layers) {
    Map<String, QuantizationOptions> options = new LinkedHashMap<>();
    options.put("by default", DEFAULT);
    if (BRANCHED.matcher(network.name()).find()) {
      int last = layers.size() - 1;
      List<String> ends = List.of(layers.get(0), layers.get(last));
      options.put("one scale for each weight", DEFAULT.perTensor());
      options.put("signed and symmetric", DEFAULT.with(Integers.symmetric(ElementType.I8)));
      options.put("a layer in floats", DEFAULT.keepingFloat(List.of(layers.get(last / 2))));
      options.put("few bits", DEFAULT.with(bits("W4A4", "W8A8")));
      options.put("fewest bits", DEFAULT.with(bits("W2A2", "W3A5")));
      options.put("layers in 16 bits", DEFAULT.widening(ends));
    }
    return options;
  }

  private static BitWidths bits(String usual, String ends) {
    return new BitWidths(Bits.parse(usual), Bits.parse(ends), Map.of());
  }

  private static List<String> layers(Graph graph) {
    return graph
        .select(value -> value.op() instanceof Convolution || value.op() instanceof Linear)
        .stream()
        .map(Value::name)
        .toList();
  }

  private void check(Network network, Model model, QuantizationOptions options)
      throws IOException, OrtException {
    Map<String, Tensor> inputs = inputs(network, model.withBatch(IMAGES).graph());
    Model quantized = quantized(model, options, inputs);
    Path file = folder.resolve("quantized.onnx");
    OnnxWriter.write(quantized, file);

    Model back = OnnxReader.read(file, ImportOptions.DEFAULT);

    if (comesBack(model)) {
      assertEquals(Optional.empty(), Likeness.difference(quantized, back));
    }
    Map<String, Tensor> expected =
        new HashMap<>(OnnxRuntimeOracle.run(ExposedModel.of(file), inputs));
    // A quantizer to few levels is one to all of them, and bounds.
    expected.keySet().removeIf(name -> name.endsWith(".full"));
    List<String> problems = LayerComparison.problems(back.withBatch(IMAGES), inputs, expected);
    assertEquals("", String.join("\n", problems));
  }

  /** Some ops are written as several, which do not become one again. */
  private boolean comesBack(Model model) {
    Path file = folder.resolve("float.onnx");
    OnnxWriter.write(model, file);
    return Likeness.difference(model, OnnxReader.read(file, ImportOptions.DEFAULT)).isEmpty();
  }

  private static Model quantized(
      Model model, QuantizationOptions options, Map<String, Tensor> inputs) {
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(model.graph(), options));
    ActivationLevels levels =
        ActivationLevels.of(
            Calibration.run(model, observed::contains, List.of(inputs), items -> {}),
            options.activationRange());
    return run(model, List.of(new InsertQuantizers(options, levels), new MaterializeWeights()));
  }

  private static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  /** The first images recorded, or else drawn ones. */
  private static Map<String, Tensor> inputs(Network network, Graph graph) {
    Map<String, Tensor> recorded = network.recordedInputs(graph);
    Map<String, Tensor> inputs = Network.drawInputs(graph, 3);
    recorded.forEach(
        (name, tensor) -> {
          if (tensor.shape().dim(0) >= IMAGES) {
            inputs.put(name, Network.rows(tensor, 0, IMAGES));
          }
        });
    return inputs;
  }
}
