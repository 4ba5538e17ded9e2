package io.repqc.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.cli.shapes.ShapesDataSet;
import io.repqc.cli.shapes.ShapesFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompileCommandTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("repqc.root", ".."), "tests/golden/cli/compile.txt");
  private static final int CALIBRATED = 32;

  /** Some shapes, and the example with quantizers. */
  @TempDir static Path data;

  private static Path quantized;

  @TempDir Path folder;

  @BeforeAll
  static void quantize() {
    new ShapesFiles(ShapesDataSet.draw(CALIBRATED, 32, 1)).writeArrays(data);
    quantized = data.resolve("Shapes.int8.onnx");
    CommandLineRun.of(
        "quantize", CommandLineRun.EXAMPLE, "--data", data.resolve("x.npy"), "-o", quantized);
  }

  /** How large things are is up to the kernels, and not written down. */
  @Test
  void summarizesTheExample() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "compile",
            CommandLineRun.EXAMPLE,
            "--data",
            data.resolve("x.npy"),
            "--self-test",
            "-o",
            folder.resolve("c"));

    assertEquals("", run.err());
    assertEquals(0, run.status());
    String out =
        run.out()
            .replace(folder.toString() + File.separator, "")
            .replaceAll("(flash in bytes|workspace in bytes) +[\\d,]+", "$1 ...")
            .replaceAll("at least [\\d,]+", "at least ...");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, out);
    }
    assertEquals(Files.readString(GOLDEN), out, "to accept it: mvn test ... -Dgolden.update=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--weights inline",
        "--weights separate",
        "--weights binary",
        "--interface int8 --io-layout nhwc",
        "--batch 3 --io-layout nhwc",
        "--convention fixed --weights binary",
        "--convention tflite --weights separate",
        "--target cortex-m4 --interface int8",
        "--target cortex-m55 --interface int8"
      })
  void whatItWritesPassesItsTest(String options) {
    assumeCompiler();
    CommandLineRun run = compile(options + " --build");

    assertEquals("", run.err());
    assertTrue(run.out().contains("\nself-test passed, compiled by "), run::out);
    assertTrue(
        run.out().replaceAll("\\d+(,\\d+)*", "N").contains("constants N, code N\n"), run::out);
  }

  @Test
  void fewBitsPassTheirTestToo() {
    assumeCompiler();
    CommandLineRun run =
        CommandLineRun.of(
            "compile",
            CommandLineRun.EXAMPLE,
            "--data",
            data.resolve("x.npy"),
            "--bits",
            "W3A4",
            "--end-bits",
            "W4A8",
            "--bits-of",
            "*body.5*=W2A2",
            "--build",
            "-o",
            folder.resolve("c"));

    assertEquals("", run.err());
    assertTrue(run.out().contains("\nself-test passed, compiled by "), run::out);
  }

  @Test
  void saysHowMuchStackARunTakes() {
    assumeTrue(exists("gcc"), "skipped: there is no gcc here");
    CommandLineRun run = compile("--build --cc gcc --cflags -O1");

    assertEquals("", run.err());
    assertTrue(run.out().matches("(?s).*\\nstack in bytes +[1-9][\\d,]* +at most\\n.*"), run::out);
  }

  @Test
  void namesAreMadeOfTheFilesName() {
    compile("--weights binary --self-test");

    assertEquals(
        List.of("shapes_int8.c", "shapes_int8.h", "shapes_int8_test.c", "shapes_int8_weights.bin"),
        files(folder.resolve("c")));
  }

  @Test
  void networksInIntegersAreCompiledAsTheyAre() throws IOException {
    Path integers = data.resolve("shapes_int8.rq");
    CommandLineRun.of("quantize", quantized, "-o", integers);
    compile("");

    CommandLineRun run = CommandLineRun.of("compile", integers, "-o", folder.resolve("again"));

    assertEquals("", run.err());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("c/shapes_int8.c")),
        Files.readAllBytes(folder.resolve("again/shapes_int8.c")));
  }

  @Test
  void logitsNeedNoSoftmax() {
    assertRefused(
        "no output of \"torch_jit\" is a softmax, so that there is none to drop;"
            + " its outputs are [scores]",
        "-o logits");
  }

  @ParameterizedTest
  @CsvSource({"2nd, m_2nd", "a-b, a_b", "int, m_int", "class, m_class", "über, ber", "'', m"})
  void refusesNamesThatAreNoIdentifiers(String name, String instead) {
    assertFailed(
        ("--name %s: found no identifier of C, expected letters, digits and underscores with a"
                + " letter first, and no word that C or C++ reserve, such as \"%s\"")
            .formatted(name, instead),
        "compile",
        quantized,
        "-o",
        folder.resolve("c"),
        "--name",
        name);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertRefused("--target vax: there is no such target; there are portable, ", "--target vax");
    assertRefused("--batch 0: expected at least 1", "--batch 0");
    assertRefused("--cc gcc: it has no effect without --build", "--cc gcc");
    assertRefused("--cflags -O3: it has no effect without --build", "--cflags -O3");
    assertRefused("-o: found [", "-o elsewhere");
  }

  @Test
  void floatsNeedData() {
    assertFailed(
        "there is no data to calibrate on; add --data FILE with some hundred inputs as the network"
            + " gets them in use, or try without: --calibrate random",
        "compile",
        CommandLineRun.EXAMPLE,
        "-o",
        folder.resolve("c"));
  }

  /** An op that stays float, as it is allowed to. */
  @Test
  void refusesWhatHasNoIntegerCode() {
    CommandLineRun run =
        CommandLineRun.of(
            "compile",
            CommandLineRun.EXAMPLE,
            "--data",
            data.resolve("x.npy"),
            "--keep-float",
            "*body.2*",
            "-o",
            folder.resolve("c"));

    assertEquals(1, run.status());
    assertTrue(
        run.err()
            .startsWith(
                "repqc: \"/body/body.2/Add_1_output_0\": convolution computes in floats, and there"
                    + " is no integer code for that; "),
        run::err);
    assertNothingWritten();
  }

  @Test
  void refusesSumsThatMayOverflow() throws IOException {
    Path wide = folder.resolve("wide.rq");
    Files.writeString(
        wide,
        """
        input %x : u8[1,70000] quantized(scales=[0.5], zero_points=[0], maximum=255)
        parameter %w : i8[1,70000] quantized(scales=[0.5], zero_points=[0], minimum=-127, maximum=127) = fill(127)
        parameter %b : i32[1] = [0]
        %y = linear(%x, %w, %b)
        output %y
        """);

    CommandLineRun run = CommandLineRun.of("compile", wide, "-o", folder.resolve("c"));

    assertEquals(1, run.status());
    assertTrue(run.err().contains("its sums may reach"), run::err);
    assertNothingWritten();
  }

  @Test
  void refusesFoldersThatCannotBeWrittenTo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertFailed(
        file + ": found a file, expected a folder to write to", "compile", quantized, "-o", file);
    assertFailed(
        file.resolve("c") + ": cannot be written to: not a directory",
        "compile",
        quantized,
        "-o",
        file.resolve("c"));
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.createDirectory(taken.resolve("shapes_int8.c"));
    assertFailed(
        taken.resolve("shapes_int8.c") + ": cannot be written: there is a folder of this name",
        "compile",
        quantized,
        "-o",
        taken);
    assertEquals(List.of("shapes_int8.c"), files(taken));
  }

  @Test
  void refusesACompilerThatIsNotThere() {
    assertRefused(
        "--cc no-such-cc: there is no such program; give the name or the path of a C compiler",
        "--build --cc no-such-cc");
  }

  @Test
  void showsWhatAFailingCompilerSays() throws IOException {
    Path compiler = script("echo 'x.c:1: error: no luck'; exit 3");

    CommandLineRun run = compile("--build --cc " + compiler);

    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("repqc: " + compiler + " -std=c99 "), run::err);
    assertTrue(
        run.err().endsWith(" failed with status 3; it says:\nx.c:1: error: no luck\n"), run::err);
    assertNothingWritten();
  }

  /** A compiler whose program says that the answer is wrong. */
  @Test
  void saysThatTheTestFailed() throws IOException {
    Path compiler =
        script(
            "for last; do :; done; printf '#!/bin/sh\\nexit 255\\n' > \"$last\"; chmod +x \"$last\"");

    CommandLineRun run = compile("--build --cc " + compiler);

    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("repqc: the self-test failed with status 255: "), run::err);
    assertNothingWritten();
  }

  @Test
  void doesNotRunWhatIsForAnotherMachine() throws IOException {
    Path compiler = script("for last; do :; done; : > \"$last\"", "pdp11-none-elf");

    CommandLineRun run = compile("--build --cc " + compiler);

    assertEquals("", run.err());
    assertTrue(
        run.out().contains("; the self-test did not run, as that is code for pdp11-none-elf\n"),
        run::out);
    assertEquals(3, files(folder.resolve("c")).size());
  }

  private Path script(String body) throws IOException {
    String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
    return script(body, machine + "-unknown-linux");
  }

  /** What takes the place of a compiler, and says what it compiles for. */
  private Path script(String body, String machine) throws IOException {
    assumeTrue(File.separatorChar == '/');
    Path file = folder.resolve("compiler");
    Files.writeString(
        file,
        "#!/bin/sh\nif [ \"$1\" = -dumpmachine ]; then echo %s; exit; fi\n%s\n"
            .formatted(machine, body));
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private static void assumeCompiler() {
    assumeTrue(exists("cc"), "skipped: there is no C compiler here");
  }

  private static boolean exists(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  /** The network with quantizers. */
  private CommandLineRun compile(String options) {
    List<Object> arguments =
        new ArrayList<>(List.of("compile", quantized, "-o", folder.resolve("c")));
    Stream.of(options.split(" ")).filter(each -> !each.isEmpty()).forEach(arguments::add);
    return CommandLineRun.of(arguments.toArray());
  }

  private void assertRefused(String message, String options) {
    CommandLineRun run = compile(options);
    assertEquals(1, run.status());
    assertTrue(run.err().startsWith("repqc: " + message), run::err);
    assertNothingWritten();
  }

  private void assertFailed(String message, Object... arguments) {
    assertEquals(
        new CommandLineRun(1, "", "repqc: " + message + "\n"), CommandLineRun.of(arguments));
    assertNothingWritten();
  }

  private void assertNothingWritten() {
    assertFalse(Files.exists(folder.resolve("c")));
  }

  private static List<String> files(Path folder) {
    return Stream.of(folder.toFile().list()).sorted().toList();
  }
}
