package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have in common. */
final class CommandLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge",
        "quantize",
        "tune",
        "inspect",
        "run",
        "conform",
        "shapes",
        "completion",
        "golden"
      })
  void everyCommandHasHelp(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");

    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("Usage: repqc " + command), run::out);
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 100), run::out);
    assertEquals("", run.err());
  }

  @Test
  void helpAndVersionAreNoErrors() {
    assertTrue(CommandLineRun.of("--help").out().contains("\nCommands:\n"));
    assertTrue(CommandLineRun.of("--version").out().startsWith("repqc "));
    assertEquals(0, CommandLineRun.of("--version").status());
  }

  @Test
  void wrongCommandLinesHaveAStatusOfTheirOwn() {
    assertEquals(
        new CommandLineRun(
            2,
            "",
            """
            repqc: no command given; there are merge, quantize, tune, compile, bench, golden, inspect, run, conform, shapes, completion
            repqc: repqc --help says more
            """),
        CommandLineRun.of());
    assertEquals(
        new CommandLineRun(
            2,
            "",
            """
            repqc: Unmatched argument at index 0: 'inspct'
            Did you mean: repqc inspect?
            repqc: repqc --help says more
            """),
        CommandLineRun.of("inspct"));
    assertEquals(
        new CommandLineRun(
            2,
            "",
            """
            repqc: Missing required parameter: 'MODEL'
            repqc: repqc inspect --help says more
            """),
        CommandLineRun.of("inspect"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tune", "quantize", "compile"})
  void anOptionThatStandsTwiceIsNamed(String command) {
    assertEquals(
        new CommandLineRun(
            2,
            "",
            """
            repqc: --bits is given more than once
            repqc: repqc %s --help says more
            """
                .formatted(command)),
        CommandLineRun.of(command, "net.onnx", "--bits", "W4A4", "-o", "out", "--bits=W8A8"));
  }

  @Test
  void anOptionIsNamedWhicheverOfItsNamesStands() {
    CommandLineRun run = CommandLineRun.of("shapes", "-o", "out", "--output=other");

    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("repqc: --output is given more than once\n"), run::err);
  }

  @Test
  void completesInTheShell() {
    CommandLineRun run = CommandLineRun.of("completion");

    assertEquals(0, run.status());
    assertTrue(run.out().contains("complete -F _complete_repqc -o default repqc"), run::out);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path other = Files.writeString(folder.resolve("model.txt"), "x");
    Path none = folder.resolve("none.onnx");
    Path picture = folder.resolve("none/picture.svg");

    assertUsersError(none + ": there is no such file", "inspect", none);
    assertUsersError(folder + ": found a folder, expected an .onnx or .rq file", "inspect", folder);
    assertUsersError(
        other + ": found an unknown kind of file, expected .onnx or .rq", "inspect", other);
    assertUsersError(
        picture + ": cannot be written: there is no folder " + picture.getParent(),
        "inspect",
        CommandLineRun.EXAMPLE,
        "--svg",
        picture);
    assertUsersError(
        "--input image: expected a name and a shape, as in --input image=1x3x224x224",
        "inspect",
        CommandLineRun.EXAMPLE,
        "--input",
        "image");
    assertUsersError(
        "--count 0 and --size 32: expected at least 1 each, and not over 2 GiB of pixels",
        "shapes",
        "--count",
        0,
        "-o",
        folder);
  }

  private static void assertUsersError(String message, Object... arguments) {
    assertEquals(
        new CommandLineRun(1, "", "repqc: " + message + "\n"), CommandLineRun.of(arguments));
  }

  @Test
  void outputsAppearWholeOrNotAtAll() throws IOException {
    Path folderInTheWay = Files.createDirectory(folder.resolve("picture.svg"));
    Files.createFile(folderInTheWay.resolve("file"));

    CommandLineRun run =
        CommandLineRun.of("inspect", CommandLineRun.EXAMPLE, "--svg", folderInTheWay);

    assertEquals(1, run.status());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
