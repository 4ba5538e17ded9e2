package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConformCommandTest {
  private static final Tensor X = Tensor.f32(Shape.of(3), -1, 0.5f, 2);
  private static final Tensor Y = Tensor.f32(Shape.of(3), 0, 0.5f, 2);

  @TempDir Path folder;

  @Test
  void passesWhatIsWithinTheTolerance() throws IOException {
    writeCase("a/relu", "Relu", Map.of("x", X), Tensor.f32(Shape.of(3), 0, 0.5004f, 2));

    CommandLineRun run = CommandLineRun.of("conform", folder);

    assertEquals(new CommandLineRun(0, "1 passed, 0 failed\n", ""), run);
  }

  @Test
  void namesTheElementThatDiffersMost() throws IOException {
    writeCase("relu", "Relu", Map.of("x", X), Tensor.f32(Shape.of(3), 0, 0.75f, 9));

    CommandLineRun run = CommandLineRun.of("conform", folder);

    assertEquals(
        """
        relu: output "y": 2 of 3 elements differ; the worst at [2]: expected 9.0, found 2.0, \
        allowed a distance of 0.00901
        0 passed, 1 failed
        """,
        run.out());
    assertEquals(1, run.status());
  }

  @Test
  void quantizersMayBeOneStepOff() throws IOException {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("x", Tensor.f32(Shape.of(3), 1, 2, 3));
    inputs.put("scale", Tensor.f32(Shape.SCALAR, 1));
    inputs.put("zero", bytes(Shape.SCALAR, 0));
    writeCase("near", "QuantizeLinear", inputs, bytes(Shape.of(3), 1, 3, 2));
    writeCase("far", "QuantizeLinear", inputs, bytes(Shape.of(3), 1, 4, 3));

    CommandLineRun run = CommandLineRun.of("conform", folder);

    assertEquals(
        """
        far: output "y": 1 of 3 elements differ; the worst at [1]: expected 4, found 2, \
        allowed a distance of 1.0
        1 passed, 1 failed
        """,
        run.out());
  }

  @Test
  void otherIntegersMustBeTheSame() throws IOException {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("a", Tensor.i64(Shape.of(2), 1, 2));
    inputs.put("b", Tensor.i64(Shape.of(2), 10, 20));
    writeCase("add", "Add", inputs, Tensor.i64(Shape.of(2), 11, 23));

    CommandLineRun run = CommandLineRun.of("conform", folder);

    assertTrue(run.out().contains("at [1]: expected 23, found 22, allowed a distance of 0.0"));
  }

  @Test
  void givesAShapeThatIsAnInputAtImport() throws IOException {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("x", X);
    inputs.put("shape", Tensor.i64(Shape.of(2), 3, 1));
    writeCase("reshape", "Reshape", inputs, X.reshape(Shape.of(3, 1)));

    assertEquals("1 passed, 0 failed\n", CommandLineRun.of("conform", folder).out());
  }

  @Test
  void oneBadCaseStopsNoOther() throws IOException {
    writeCase("1-relu", "Relu", Map.of("x", X), Y);
    writeCase("2-type", "Relu", Map.of("x", X), bytes(Shape.of(3), 0, 0, 2));
    writeCase("3-operator", "NonMaxSuppression", Map.of("x", X), Y);
    Files.delete(writeCase("4-data", "Relu", Map.of("x", X), Y).resolve("input_0.pb"));
    Files.write(
        writeCase("5-broken", "Relu", Map.of("x", X), Y).resolve("input_0.pb"), new byte[9]);
    Path model = writeCase("6-model", "Relu", Map.of("x", X), Y).getParent().resolve("model.onnx");
    Files.write(model, new byte[] {1, 2, 3});
    Files.createDirectory(folder.resolve("7-empty"));
    Files.write(folder.resolve("7-empty/model.onnx"), OnnxBytes.network("Relu", Map.of("x", X), Y));

    CommandLineRun run = CommandLineRun.of("conform", folder);

    String[] lines = run.out().split("\n");
    assertTrue(lines[0].startsWith("2-type: output \"y\": found f32[3], expected u8[3]"), run::out);
    assertTrue(lines[1].startsWith("3-operator: model.onnx: node of \"y\""), run::out);
    assertEquals("4-data: there are 0 inputs recorded, the model has [x]", lines[2]);
    assertTrue(lines[3].startsWith("5-broken: "), run::out);
    assertTrue(lines[4].startsWith("6-model: model.onnx: "), run::out);
    assertEquals("7-empty: there is no test_data_set_0 in the folder", lines[5]);
    assertEquals("1 passed, 6 failed", lines[6]);
  }

  @Test
  void saysWhereNoCaseIs() {
    assertEquals(
        "repqc: %s: found no test folder; expected some that hold a model.onnx and a test_data_set_0\n"
            .formatted(folder),
        CommandLineRun.of("conform", folder).err());
    Path none = folder.resolve("none");
    assertEquals(
        new CommandLineRun(1, "", "repqc: %s: there is no such folder\n".formatted(none)),
        CommandLineRun.of("conform", none));
  }

  private Path writeCase(String name, String operator, Map<String, Tensor> inputs, Tensor output)
      throws IOException {
    Path data = folder.resolve(name).resolve("test_data_set_0");
    Files.createDirectories(data);
    Files.write(data.resolveSibling("model.onnx"), OnnxBytes.network(operator, inputs, output));
    int position = 0;
    for (Tensor input : inputs.values()) {
      Files.write(data.resolve("input_" + position++ + ".pb"), OnnxBytes.tensor(input));
    }
    Files.write(data.resolve("output_0.pb"), OnnxBytes.tensor(output));
    return data;
  }

  private static Tensor bytes(Shape shape, int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return Tensor.of(ElementType.U8, shape, bytes);
  }
}
