package io.repqc.compiler.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoldenReaderTest {
  private static final String DIGEST = "0123456789abcdef";
  private static final String SHA = DIGEST.repeat(4);
  private static final Golden GOLDEN =
      new Golden(
          new Recipe(
              new RecordedFile("../a \"b\".onnx", SHA),
              List.of(new RecordedFile("side", SHA)),
              List.of(new RecordedData("x\n\u0007", new RecordedFile("x.npy", SHA))),
              List.of(new RecordedData("x\\", new RecordedFile("y.npy", SHA))),
              Map.of("keep-float", List.of("a b", "c*"))),
          new Behaviour(
              List.of(new RecordedLayer("x", DIGEST, "f32[1,2]")),
              Map.of("conv 1", DIGEST),
              List.of(new RecordedLayer("y", DIGEST, "u8[] scale 0.5 zero point 3 range 0 to 255")),
              List.of(
                  new RecordedOutput(
                      "i", "i32[1,2]", List.of(List.of("-1", "0"), List.of("7", "8"))),
                  new RecordedOutput("f", "f32[3]", List.of(List.of("nan", "-inf", "-1.5e-7"))))));

  @TempDir Path folder;

  private Golden read(String text) throws IOException {
    return GoldenReader.read(Files.writeString(folder.resolve("net.golden"), text));
  }

  private void assertRefused(String problem, String text) {
    ModelException refusal = assertThrows(ModelException.class, () -> read(text));
    assertEquals(folder.resolve("net.golden") + ":" + problem, refusal.getMessage());
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertEquals(GOLDEN, read(GoldenWriter.text(GOLDEN)));
  }

  @Test
  void theEndsOfLinesAreTheMachinesAffair() throws IOException {
    assertEquals(GOLDEN, read(GoldenWriter.text(GOLDEN).replace("\n", "\r\n")));
  }

  /** Wherever a file is cut, it is no golden file. */
  @Test
  void noPartIsTakenForTheWhole() throws IOException {
    String text = GoldenWriter.text(GOLDEN);
    for (int length = 0; length < text.length() - 1; length++) {
      String part = text.substring(0, length);
      ModelException refusal = assertThrows(ModelException.class, () -> read(part), part);
      assertTrue(refusal.getMessage().matches("(?s).*net\\.golden:\\d+: .*"), refusal::getMessage);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layer \"y\" | player \"y\" | found the keyword \"player\", which there is not",
        "option keep-float \"c*\" | option keep-int c* | found the option keep-int, which there is not",
        "' 8' | ' eight' | found \"eight\", expected a number",
        "item 1 | item 2 | found item 2 of output \"i\", expected 1",
        "i32[1,2] | i32 | found \"i32\", expected a type",
        "\"conv 1\" 0123 | \"conv 1\" xyz | found \"xyz456789abcdef\", expected a digest",
        "\"conv 1\" | 'conv 1 ' | found \"1\", expected a digest",
        "0123456789abcdef f32[1 | 0123456789abcdef 32[1 | found \"32[1,2]\", expected a type"
      })
  void aWrongLineIsNamed(String from, String to, String problem) {
    String text = GoldenWriter.text(GOLDEN);
    String changed = text.replace(from, to);
    long line = text.substring(0, text.indexOf(from)).lines().count();
    boolean isAtStart = text.charAt(text.indexOf(from) - 1) == '\n';

    assertRefused((isAtStart ? line + 1 : line) + ": " + problem, changed);
  }

  @Test
  void otherFilesAreNoGoldenFiles() {
    assertRefused("1: found no golden file, expected the line \"repqc golden 1\"", "network\n");
    assertRefused("1: found no golden file, expected the line \"repqc golden 1\"", "");
    assertRefused(
        "1: found version 2 of golden files, expected 1; use the repqc that recorded it, or record it"
            + " again",
        "repqc golden 2\n");
    assertRefused(
        "%d: found more behind the line \"end\""
            .formatted(GoldenWriter.text(GOLDEN).lines().count() + 1),
        GoldenWriter.text(GOLDEN) + "layer\n");
  }

  @Test
  void tooFewNumbersAreNoticed() {
    String text = GoldenWriter.text(GOLDEN).replace("  7 8\n", "  7\n");

    assertRefused(
        "%d: output \"i\": found 1 numbers of item 1, which is too few or too many for i32[1,2]"
            .formatted(text.lines().count()),
        text);
  }

  @Test
  void whatIsNoTextIsNoGoldenFile() throws IOException {
    Path file = Files.write(folder.resolve("net.golden"), new byte[] {(byte) 0xff, 0, 3});

    assertEquals(
        file + ": found no text, expected a golden file",
        assertThrows(ModelException.class, () -> GoldenReader.read(file)).getMessage());
  }
}
