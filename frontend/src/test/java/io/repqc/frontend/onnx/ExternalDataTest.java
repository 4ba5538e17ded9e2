package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in a file beside the model, and nowhere else. */
final class ExternalDataTest {
  private static final Tensor NUMBERS = Tensor.f32(Shape.of(2), 2, 3);

  @TempDir Path outside;
  private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    folder = Files.createDirectory(outside.resolve("models"));
    byte[] padded = new byte[20];
    System.arraycopy(NUMBERS.toBytes(), 0, padded, 12, 8);
    Files.write(folder.resolve("weights.bin"), padded);
    Files.write(outside.resolve("secret.bin"), padded);
  }

  @Test
  void readsAPieceOfAFile() {
    assertEquals(
        NUMBERS,
        file("location", "weights.bin", "offset", "12", "length", "8")
            .readIn(folder)
            .parameters()
            .get("w"));
    assertEquals(
        NUMBERS,
        file("location", "./weights.bin", "offset", "12").readIn(folder).parameters().get("w"));
  }

  @Test
  void staysWithinTheFolderOfTheModel() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.bin"), outside.resolve("secret.bin"));

    assertProblem(
        "external data in \"../secret.bin\": only files within the model's folder are read",
        "location",
        "../secret.bin");
    assertProblem(
        "external data in \"%s\": only files within the model's folder are read"
            .formatted(folder.resolve("weights.bin")),
        "location",
        folder.resolve("weights.bin").toString());
    assertProblem(
        "external data in \"link.bin\": a link leads out of the model's folder, which is not followed",
        "location",
        "link.bin");
  }

  @Test
  void saysWhatIsWrongWithTheEntries() {
    assertProblem("external data without a location (file name)");
    assertProblem(
        "external data file \"lost.bin\" is missing; it belongs beside the model",
        "location",
        "lost.bin");
    assertProblem(
        "external data: 8 bytes at offset 16 of \"weights.bin\", which has only 20",
        "location",
        "weights.bin",
        "offset",
        "16");
    assertProblem(
        "external data in \"weights.bin\": length 4, but the tensor takes 8 bytes",
        "location",
        "weights.bin",
        "length",
        "4");
    assertProblem("external data: negative offset -8", "location", "weights.bin", "offset", "-8");
    assertProblem(
        "external data: length \"lots\" is no number", "location", "weights.bin", "length", "lots");
    assertProblem("external data: \"a\u0000b\" is no file name", "location", "a\u0000b");
  }

  @Test
  void itsFilesAreKnown() {
    file("location", "./weights.bin", "offset", "12").readIn(folder);
    assertEquals(
        List.of(folder.resolve("weights.bin")), OnnxReader.dataFiles(folder.resolve("model.onnx")));

    ModelFile unused = file("location", "lost.bin");
    unused.graph.clearOutput();
    unused.output("x").readIn(folder);
    assertEquals(List.of(), OnnxReader.dataFiles(folder.resolve("model.onnx")));
  }

  @Test
  void isReadOnlyWhereItIsUsed() {
    ModelFile file = file("location", "lost.bin");
    file.graph.clearOutput();

    assertTrue(file.output("x").readIn(folder).parameters().isEmpty());
  }

  private void assertProblem(String expected, String... entries) {
    assertEquals(
        "model.onnx: initializer \"w\": " + expected.replace("\u0000", "\\u0000"),
        file(entries).problemIn(folder));
  }

  private static ModelFile file(String... entries) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(1)
            .addDims(2)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (int i = 0; i < entries.length; i += 2) {
      tensor.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
    }
    return ModelFile.withImage().initializer(tensor).node("Relu", "y", "w").output("y");
  }
}
