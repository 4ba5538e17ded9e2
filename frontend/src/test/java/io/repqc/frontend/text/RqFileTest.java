package io.repqc.frontend.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.text.RqWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RqFileTest {
  private static final Model MODEL =
      RqReader.parse(
          """
          network "n"
          parameter %w : f32[5,5] trainable = random(1, -1, 1)
          parameter %same : f32[5,5] = random(1, -1, 1)
          constant %c : u8[100] = random(2, 0, 255)
          output %w
          output %same
          output %c
          """,
          "model.rq", Map.of());

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve("model.rq");

    RqWriter.write(MODEL, file);

    assertEquals(Optional.empty(), MODEL.difference(RqReader.read(file)));
  }

  @Test
  void equalTensorsLieThereOnce() throws IOException {
    RqWriter.write(MODEL, folder.resolve("model.rq"));

    assertTrue(Files.size(folder.resolve("model.rq.data")) < 300);
  }

  @Test
  void aMissingSideFileIsNamed() throws IOException {
    Path file = folder.resolve("model.rq");
    RqWriter.write(MODEL, file);
    Files.delete(folder.resolve("model.rq.data"));

    assertProblem(file, file + ".data: cannot be read");
  }

  @Test
  void aSideFileOfAnotherModelIsNamed() throws IOException {
    Path file = folder.resolve("model.rq");
    RqWriter.write(MODEL, file);
    Files.writeString(folder.resolve("model.rq.data"), "rq data 1\nend\n");

    assertProblem(file, file + ":3:40: found no numbers of digest");
  }

  @Test
  void aTextThatIsNoTextIsRefused() throws IOException {
    Path file = folder.resolve("model.rq");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertProblem(file, file + ": cannot be read");
    assertProblem(folder.resolve("none.rq"), folder.resolve("none.rq") + ": cannot be read");
  }

  @Test
  void aNetworkWithoutNameHasThatOfItsFile() throws IOException {
    Path file = folder.resolve("two branches.rq");
    Files.writeString(file, "input %x : f32[2]\noutput %x\n");

    assertEquals("two branches", RqReader.read(file).graph().name());
  }

  private static void assertProblem(Path file, String problem) {
    ModelException e = assertThrows(ModelException.class, () -> RqReader.read(file));
    assertTrue(e.getMessage().startsWith(problem), e::getMessage);
  }
}
