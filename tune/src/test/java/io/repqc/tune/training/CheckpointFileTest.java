package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.tune.Epoch;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointFileTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          Map.of("learning rate", "0.1"),
          7,
          0.1 + 0.2,
          List.of(new Epoch(1, 1.5, Double.NaN, 0.01), new Epoch(2, 1.25, 50, 0)),
          Map.of("weight", Tensor.f32(Shape.of(2, 2), 1, -0f, Float.MIN_VALUE, 1e30f)),
          2,
          Map.of("weight", Tensor.f32(Shape.of(2, 2), 1, 2, 3, 4)),
          Map.of("0 weight", Tensor.of(ElementType.F64, Shape.SCALAR, new double[] {1e-300})));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("y.checkpoint");
  }

  @Test
  void holdsAllToTheBit() {
    CheckpointFile.write(file, CHECKPOINT);
    assertEquals(CHECKPOINT, CheckpointFile.read(file));
  }

  @Test
  void isRefusedIfCutAnywhere() throws IOException {
    CheckpointFile.write(file, CHECKPOINT);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused("the checkpoint is cut or damaged; leave out --resume to begin anew");
    }
  }

  @Test
  void isRefusedIfAnyByteIsAnother() throws IOException {
    CheckpointFile.write(file, CHECKPOINT);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 4;
      Files.write(file, bytes);
      assertThrows(ModelException.class, () -> CheckpointFile.read(file));
      bytes[i] ^= 4;
    }
  }

  @Test
  void otherFilesAreNoCheckpoints() throws IOException {
    Files.write(file, "repqc checkpoint 2\nwhatever".getBytes(StandardCharsets.UTF_8));
    assertRefused("it is no checkpoint of this version; leave out --resume to begin anew");
    Files.delete(file);
    assertRefused("there is no such checkpoint to go on from; leave out --resume to begin anew");
  }

  @Test
  void aFullDiskIsTold() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
    assertEquals(
        "/dev/full: cannot be written: the disk is full",
        assertThrows(ModelException.class, () -> CheckpointFile.write(full, CHECKPOINT))
            .getMessage());
  }

  @Test
  void theLastGoodOneStaysIfTheNextCannotBeWritten() throws IOException {
    CheckpointFile.write(file, CHECKPOINT);
    Checkpoint broken =
        new Checkpoint(
            Map.of("request", "x".repeat(70000)), 9, 0, List.of(), Map.of(), 0, Map.of(), Map.of());
    assertThrows(ModelException.class, () -> CheckpointFile.write(file, broken));
    assertEquals(CHECKPOINT, CheckpointFile.read(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private void assertRefused(String message) {
    String found = assertThrows(ModelException.class, () -> CheckpointFile.read(file)).getMessage();
    assertTrue(found.startsWith(file + ": ") && found.endsWith(message), found);
  }
}
