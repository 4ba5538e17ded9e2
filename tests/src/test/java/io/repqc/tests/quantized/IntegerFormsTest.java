package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.tests.quantized.NetworkSketch.Flow;
import io.repqc.tests.quantized.NetworkStyle.Bias;
import io.repqc.tests.quantized.NetworkStyle.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small networks in every form in which exporters write quantized ones: each becomes integers, and
 * each integer op makes what ONNX Runtime makes of the same operands.
 */
final class IntegerFormsTest {
  private static final int INPUTS = 12;
  private static final List<NetworkStyle> STYLES =
      List.of(
          new NetworkStyle(Form.QDQ, ElementType.U8, true, Bias.INTEGERS, false),
          new NetworkStyle(Form.QDQ, ElementType.I8, true, Bias.FLOATS, true),
          new NetworkStyle(Form.QDQ, ElementType.I8, false, Bias.NONE, false),
          new NetworkStyle(Form.QDQ, ElementType.U8, false, Bias.FLOATS, true),
          new NetworkStyle(Form.QDQ_BEFORE_RELU, ElementType.U8, true, Bias.FLOATS, false),
          new NetworkStyle(Form.QDQ_BEFORE_RELU, ElementType.I8, false, Bias.INTEGERS, false),
          new NetworkStyle(Form.OPERATORS, ElementType.U8, true, Bias.INTEGERS, false),
          new NetworkStyle(Form.OPERATORS, ElementType.I8, false, Bias.INTEGERS, false),
          new NetworkStyle(Form.OPERATORS, ElementType.I8, true, Bias.NONE, false));

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> networks() {
    return new TreeMap<>(NetworkCases.rows())
        .entrySet().stream()
            .flatMap(
                row ->
                    STYLES.stream()
                        .map(
                            style ->
                                dynamicTest(
                                    row.getKey() + ", " + style,
                                    () ->
                                        check(
                                            row.getKey() + ", " + style, row.getValue(), style))));
  }

  @Test
  void leavesTheLastSumsAsFloats() throws IOException, OrtException {
    for (Bias bias : Bias.values()) {
      NetworkStyle style = new NetworkStyle(Form.QDQ, ElementType.U8, true, bias, false);
      check(
          "last sums",
          net -> {
            Flow x = net.input(1, 20);
            net.gemmToFloats(net.gemm(x, 16, NetworkSketch.Activation.RELU), 10);
          },
          style);
    }
  }

  private void check(String name, Consumer<NetworkSketch> network, NetworkStyle style)
      throws IOException, OrtException {
    NetworkSketch sketch = new NetworkSketch(style, 5);
    network.accept(sketch);
    Path file = folder.resolve("network.onnx");
    Files.write(file, sketch.toBytes());
    Model original = OnnxReader.read(file, ImportOptions.DEFAULT);
    Model integer = IntegerForm.of(original);
    List<Map<String, Tensor>> inputs =
        IntStream.range(0, INPUTS).mapToObj(i -> sketch.drawInput()).toList();

    Trial trial = Trial.run(ExposedModel.of(file), original, integer, inputs);

    List<String> problems = new ArrayList<>(trial.problems());
    problems.addAll(IntegerForm.problems(integer.graph()));
    assertEquals("", String.join("\n", problems), name);
  }
}
