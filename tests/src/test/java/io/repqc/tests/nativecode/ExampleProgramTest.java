package io.repqc.tests.nativecode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The C program of the examples says what its page shows. */
final class ExampleProgramTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("repqc.root", ".."), "examples", "c").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void saysWhatItsPageShows() throws IOException {
    List.of("make", "cc")
        .forEach(each -> assumeTrue(Command.exists(each), "skipped: there is no " + each));

    List<String> words =
        List.of("make", "-C", EXAMPLE.toString(), "OUT=" + folder, "REPQC=" + thisBuild());
    String output = new String(Command.run(folder, new byte[0], words).outputOfSuccess(), UTF_8);

    List<String> shown =
        Files.readString(EXAMPLE.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("    image "))
            .map(String::strip)
            .toList();
    assertTrue(shown.size() >= 3, "README.md shows what the program says");
    assertTrue(output.contains(String.join("\n", shown)), output);
  }

  /** The command as this build has compiled it: {@code ./repqc} would build it once more. */
  private static String thisBuild() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return "'%s' -cp '%s' io.repqc.cli.Repqc"
        .formatted(java, System.getProperty("java.class.path"));
  }
}
