package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.repqc.cli.shapes.ShapesDataSet;
import io.repqc.cli.shapes.ShapesFiles;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GoldenCommandTest {
  private static final Path EXPECTED =
      Path.of(System.getProperty("repqc.root", ".."), "tests/golden/cli/golden.txt");
  private static final int CALIBRATED = 32;

  @TempDir Path folder;

  private Path model;
  private Path golden;

  @BeforeEach
  void copyExample() throws IOException {
    model = Files.copy(CommandLineRun.EXAMPLE, folder.resolve("shapes.onnx"));
    golden = folder.resolve("shapes.golden");
    new ShapesFiles(ShapesDataSet.draw(CALIBRATED, 32, 1)).writeArrays(folder);
  }

  private CommandLineRun record(Object... options) {
    Object[] arguments = new Object[options.length + 5];
    System.arraycopy(options, 0, arguments, 5, options.length);
    System.arraycopy(new Object[] {"golden", "record", model, "-o", golden}, 0, arguments, 0, 5);
    return CommandLineRun.of(arguments);
  }

  /** Doubles a number of an initializer in the file of the network. */
  private void changeWeight(String name) throws IOException {
    ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    GraphProto.Builder graph = proto.getGraphBuilder();
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      if (tensor.getName().equals(name)) {
        ByteBuffer numbers =
            ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putFloat(0, 2 * numbers.getFloat(0));
        tensor.setRawData(ByteString.copyFrom(numbers.array()));
        Files.write(model, proto.build().toByteArray());
        return;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** What is recorded, and what is said of it once one weight is another. */
  @Test
  void recordsTheExample() throws IOException {
    StringBuilder transcript = new StringBuilder();
    transcript.append(record("--data", folder.resolve("x.npy")).out());
    transcript.append(Files.readString(golden));
    transcript.append(CommandLineRun.of("golden", "check", golden).out());
    changeWeight("body.3.b.0.weight");
    CommandLineRun failing = CommandLineRun.of("golden", "check", golden);
    transcript.append(failing.out());

    assertEquals("", failing.err());
    assertEquals(1, failing.status());
    String text = transcript.toString().replace(folder.toString() + File.separator, "");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(EXPECTED, text);
    }
    assertEquals(
        Files.readString(EXPECTED), text, "to accept it: mvn test ... -Dgolden.update=true");
  }

  /** A network with quantizers, one in integers: neither needs data. */
  @ParameterizedTest
  @ValueSource(strings = {"int8.onnx", "int8.rq"})
  void recordsWhatIsQuantized(String name) throws IOException {
    Path quantized = folder.resolve(name);
    CommandLineRun.of("quantize", model, "--data", folder.resolve("x.npy"), "-o", quantized);
    Files.delete(folder.resolve("x.npy"));
    model = quantized;

    CommandLineRun run = record("--items", 2);

    assertEquals(
        new CommandLineRun(0, "wrote %s: items 2, layers 9, outputs 1\n".formatted(golden), ""),
        run);
    String text = Files.readString(golden);
    assertEquals(name.endsWith(".rq"), text.contains("side \"int8.rq.data\" "), text);
    assertTrue(text.contains("option seed 1\n"), text);
    assertEquals(0, CommandLineRun.of("golden", "check", golden).status());
  }

  @Test
  void whatIsComputedDoesNotDependOnTheFormOfTheNetwork() throws IOException {
    Path quantized = folder.resolve("int8.onnx");
    CommandLineRun.of("quantize", model, "--data", folder.resolve("x.npy"), "-o", quantized);
    record("--data", folder.resolve("x.npy"));
    String expected = outputs();
    Files.copy(quantized, model, StandardCopyOption.REPLACE_EXISTING);
    record("--on", folder.resolve("x.npy"));

    assertEquals(expected, outputs());
  }

  private String outputs() throws IOException {
    String text = Files.readString(golden);
    return text.substring(text.indexOf("\noutput "));
  }

  @Test
  void checksSeveralFiles() {
    record("--calibrate", "random");
    Path none = folder.resolve("none.golden");

    CommandLineRun run = CommandLineRun.of("golden", "check", none, golden);

    assertEquals(
        new CommandLineRun(
            1,
            """
            %s: it cannot be checked
              %s: cannot be read: there is no such file or folder
            %s: %s computes what was recorded
            """
                .formatted(none, none, golden, model),
            ""),
        run);
  }

  @Test
  void randomDataIsRemarkedOn() {
    CommandLineRun run = record("--calibrate", "random", "--interface", "int8", "--seed", 3);

    assertEquals(0, run.status());
    assertTrue(run.err().startsWith("repqc: warning: calibrated on random numbers"), run::err);
    assertEquals(0, CommandLineRun.of("golden", "check", golden).status());
  }

  @Test
  void refusesWhatItCannotDo() {
    assertRefused(
        "there is no data to calibrate on; add --data FILE with some hundred inputs as the network"
            + " gets them in use, or try without: --calibrate random");
    assertRefused("--items 0: expected at least 1", "--items", 0);
    assertRefused(
        "--seed takes the place of --on; give one of them",
        "--seed",
        1,
        "--on",
        folder.resolve("x.npy"));
    assertRefused(
        "-o: found [%s, b.golden], expected one file".formatted(golden), "-o", "b.golden");
    golden = folder.resolve("none/shapes.golden");
    assertRefused(
        "%s: cannot be written: there is no folder %s".formatted(golden, golden.getParent()),
        "--calibrate",
        "random");
  }

  private void assertRefused(String message, Object... options) {
    assertEquals(new CommandLineRun(1, "", "repqc: " + message + "\n"), record(options));
    assertTrue(Files.notExists(golden));
  }

  @Test
  void everyPartHasHelp() {
    assertEquals(
        """
        repqc: no command given; there are golden record and golden check
        repqc: repqc golden --help says more
        """,
        CommandLineRun.of("golden").err());
    for (String part : new String[] {"record", "check"}) {
      CommandLineRun run = CommandLineRun.of("golden", part, "--help");
      assertTrue(run.out().startsWith("Usage: repqc golden " + part), run::out);
      assertTrue(run.out().lines().allMatch(line -> line.length() <= 100), run::out);
    }
  }
}
