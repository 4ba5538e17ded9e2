package io.repqc.tests.tune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.tests.nativecode.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of their own come to the same, or say why they cannot begin. */
final class TorchProcessTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anotherProcessComesToTheSameBits(int threads) {
    Torch.engine();

    String first = parameters(threads);

    assertTrue(
        first.matches("(?s)b [0-9a-f]{128}\nw .*\nw.scale .*\ny.scale [0-9a-f]{8}\n"), first);
    assertEquals(first, parameters(threads));
  }

  private String parameters(int threads) {
    return new String(start(List.of(), threads).outputOfSuccess(), UTF_8);
  }

  @Test
  void saysForWhichPlatformsThereIsLibtorch() {
    assertRefused(
        "training needs libtorch, and there is none for this platform, plan9-mips, on the class"
            + " path (org/bytedeco/javacpp/plan9-mips/); it is to be had for linux-x86_64,"
            + " macosx-arm64, macosx-x86_64 and windows-x86_64",
        "-Dorg.bytedeco.javacpp.platform=plan9-mips");
  }

  @Test
  void saysWhereItCannotUnpack() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused(
        file.resolve("libraries") + ": cannot be made, to unpack libtorch there: ",
        "-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("libraries"));
  }

  private void assertRefused(String message, String option) {
    Command command = start(List.of(option), 1);

    assertNotEquals(0, command.status());
    assertTrue(command.messages().startsWith(message), command::messages);
    assertEquals(1, command.messages().lines().count(), command::messages);
  }

  private Command start(List<String> options, int threads) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(StepsReport.class.getName(), Integer.toString(threads)));
    return Command.run(folder, new byte[0], words);
  }
}
