package io.repqc.tests.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.tests.nativecode.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code repqc compile --target java --engines native}. */
final class NativeEngineCommandTest {
  private static final int AARCH64 = 183;

  @TempDir private Path folder;

  private CommandLineRun compile(String... options) {
    assertEquals(0, CommandLineRun.of("shapes", "-o", folder.resolve("shapes")).status());
    Stream<Object> all =
        Stream.concat(
            Stream.of(
                "compile",
                CommandLineRun.EXAMPLE,
                "--data",
                folder.resolve("shapes/x.npy"),
                "--target",
                "java",
                "-o",
                folder.resolve("java")),
            Stream.of(options));
    return CommandLineRun.of(all.toArray());
  }

  private static void assume(String compiler) {
    assumeTrue(Command.exists(compiler), () -> "skipped: there is no " + compiler + " here");
  }

  /** The number by which a file of the Executable and Linkable Format tells its processor. */
  private static int processor(Path library) throws IOException {
    byte[] bytes = Files.readAllBytes(library);
    assertEquals("ELF", new String(bytes, 1, 3, US_ASCII));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(18);
  }

  @Test
  void compilesTheCForAnotherMachine() throws IOException {
    assume("aarch64-linux-gnu-gcc");

    CommandLineRun run =
        compile("--engines", "native", "--cc", "aarch64-linux-gnu-gcc", "--package", "demo");

    assertEquals(0, run.status(), run.err());
    Path library = Path.of("resources/demo/native/linux-aarch64/librepvggshapes.so");
    assertEquals(AARCH64, processor(folder.resolve("java").resolve(library)));
    String text = Files.readString(folder.resolve("java/java-native/demo/RepvggShapesNative.java"));
    assertTrue(text.contains("\"linux-aarch64\", 0x"), text);
  }

  @Test
  void refusesACompilerWithoutUse() {
    CommandLineRun run = compile("--engines", "plain", "--cc", "gcc");

    assertNotEquals(0, run.status());
    assertTrue(
        run.err().contains("--cc gcc: it has no effect without --engines native"), run.err());
  }

  @Test
  void refusesACompilerForABoard() {
    assume("arm-none-eabi-gcc");

    CommandLineRun run = compile("--engines", "native", "--cc", "arm-none-eabi-gcc");

    assertNotEquals(0, run.status());
    String expected =
        "arm-none-eabi-gcc makes programs for arm-none-eabi; a shared library for Java is for Linux,"
            + " macOS or Windows";
    assertTrue(run.err().contains(expected), run.err());
    assertTrue(Files.notExists(folder.resolve("java")), () -> List.of(folder) + " has files");
  }
}
