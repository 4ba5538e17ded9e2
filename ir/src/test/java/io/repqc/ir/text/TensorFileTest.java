package io.repqc.ir.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorFileTest {
  private static final Tensor MANY = Tensor.generate(TensorType.f32(5, 5), i -> i / 8.0);

  @TempDir private Path folder;
  private Path side;
  private byte[] bytes;

  @BeforeEach
  void write() throws IOException {
    RqWriter.write(constant(MANY), folder.resolve("model.rq"));
    side = folder.resolve("model.rq.data");
    bytes = Files.readAllBytes(side);
  }

  @Test
  void holdsTensorsByDigest() {
    assertEquals(Map.of(TensorText.digest(MANY), MANY), TensorFile.read(side));
  }

  @Test
  void hasTheDocumentedForm() {
    String header = "rq data 1\n" + TensorText.digest(MANY) + " f32[5,5]\n";
    byte[] start = header.getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\nend\n".getBytes(StandardCharsets.US_ASCII);

    assertArrayEquals(start, Arrays.copyOf(bytes, start.length));
    assertArrayEquals(MANY.toBytes(), Arrays.copyOfRange(bytes, start.length, start.length + 100));
    assertArrayEquals(end, Arrays.copyOfRange(bytes, start.length + 100, bytes.length));
  }

  @Test
  void isTheSameEachTime() throws IOException {
    write();

    assertArrayEquals(bytes, Files.readAllBytes(side));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void isWrittenOnlyWhereNeeded() {
    RqWriter.write(constant(Tensor.fill(TensorType.f32(5, 5), 1)), folder.resolve("small.rq"));

    assertFalse(Files.exists(folder.resolve("small.rq.data")));
  }

  @Test
  void refusesEveryCut() throws IOException {
    for (int length = 0; length < bytes.length; length++) {
      assertProblem(Arrays.copyOf(bytes, length), "");
    }
  }

  @Test
  void refusesEveryDamage() throws IOException {
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      assertProblem(damaged, "");
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertProblem(latin("PK"), "the file is cut: found its end, expected the line \"end\"");
    assertProblem(latin("PK\n"), "found \"PK\", expected the line \"rq data 1\"");
    assertProblem(latin(text + "x"), "found 1 bytes behind the end, expected none");
    assertProblem(
        latin(text.replace("f32[5,5]", "f32[500000,500]")),
        "found 105 bytes, expected 1000000000 for f32[500000,500]: the file is cut");
    assertProblem(
        latin(text.replace("f32[5,5]", "f99[5,5]")),
        "found the type f99[5,5], expected one that can be (no element type f99)");
    assertProblem(
        latin(text.replace(TensorText.digest(MANY), "0123456789abcdef01234567")),
        "found numbers of digest %s, expected 0123456789abcdef01234567: the file is damaged"
            .formatted(TensorText.digest(MANY)));
  }

  @Test
  void saysWhenItIsMissing() throws IOException {
    Files.delete(side);

    ModelException e = assertThrows(ModelException.class, () -> TensorFile.read(side));

    assertTrue(e.getMessage().startsWith(side + ": cannot be read"), e::getMessage);
  }

  @Test
  void aFolderThatIsNotThereIsTheUsersMistake() {
    Path path = folder.resolve("none/model.rq");

    ModelException e =
        assertThrows(ModelException.class, () -> RqWriter.write(constant(MANY), path));

    assertTrue(e.getMessage().contains("model.rq.data: cannot be written"), e::getMessage);
  }

  private void assertProblem(byte[] content, String problem) throws IOException {
    Files.write(side, content);
    ModelException e = assertThrows(ModelException.class, () -> TensorFile.read(side));
    assertTrue(e.getMessage().startsWith(side + ": " + problem), e::getMessage);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Model constant(Tensor tensor) {
    Value value = Value.of("c", new Constant(tensor));
    Graph graph = new Graph("constant", List.of(), List.of(new Output("c", value)));
    return new Model(graph, Map.of());
  }
}
