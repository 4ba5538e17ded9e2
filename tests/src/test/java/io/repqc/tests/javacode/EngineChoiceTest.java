package io.repqc.tests.javacode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.tests.nativecode.Command;
import io.repqc.tests.nativecode.Sample;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine a class takes, and what it says of those that do not work. */
final class EngineChoiceTest {
  private static final String[] WITH_MODULE = {"--add-modules", "jdk.incubator.vector"};
  private static final String NATIVE_CLASS = "NetworkNative.class";
  private static final String VECTOR_CLASS = "NetworkVector.class";

  /** Where the version of a class file is, and one that no JVM knows. */
  private static final int VERSION = 7;

  private static final byte TOO_NEW = 120;

  @TempDir private static Path built;
  @TempDir private Path folder;

  private Path classes;
  private Path temporary;

  @BeforeAll
  static void build() throws IOException {
    VectorKernels.assumeModule();
    List<Target> targets = List.of(Targets.JAVA_PLAIN, Targets.JAVA_VECTOR);
    List<Sample> samples = List.of(EngineReport.SAMPLE);
    if (NativeBuild.isThere()) {
      JavaModels.write(built, targets, NativeBuild.compiler(), samples);
    } else {
      JavaModels.write(built, targets, samples);
    }
    VectorKernels.compile(built, "PREFERRED", VectorKernels.Use.BY_THE_CLOCK);
  }

  @BeforeEach
  void copy() throws IOException {
    Path from = built.resolve("classes");
    classes = folder.resolve("classes");
    temporary = Files.createDirectory(folder.resolve("temporary"));
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, classes.resolve(from.relativize(file).toString()));
      }
    }
  }

  private Path file(String name) {
    return classes.resolve(EngineReport.SAMPLE.name()).resolve(name);
  }

  private static List<String> engines() {
    return NativeBuild.isThere()
        ? List.of("native", "vector", "plain")
        : List.of("vector", "plain");
  }

  /** In a JVM of its own, where native code is allowed. */
  private Command run(String... options) {
    return start(
        NativeBuild.isThere() ? List.of("--enable-native-access=ALL-UNNAMED") : List.of(),
        List.of(options));
  }

  private Command start(List<String> some, List<String> others) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(some);
    words.addAll(others);
    words.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-cp"));
    words.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
    words.add(EngineReport.class.getName());
    return Command.run(folder, new byte[0], words);
  }

  private static String said(Command command) {
    return command
        .messages()
        .lines()
        .filter(line -> !line.contains("Using incubator modules"))
        .reduce("", (text, line) -> text + line + "\n");
  }

  private static void assertTakes(String engine, Command command) {
    assertEquals(engine, new String(command.outputOfSuccess(), UTF_8));
  }

  private static void assertSaysOnce(String words, Command command) {
    long times = said(command).lines().filter(line -> line.contains("engine here")).count();
    assertEquals(1, times, said(command));
    assertTrue(said(command).contains(words), said(command));
  }

  @Test
  void takesTheBest() {
    Command command = run(WITH_MODULE);

    assertTakes(engines().get(0), command);
    assertEquals("", said(command));
  }

  @Test
  void takesTheOneThatIsNamed() {
    for (String engine : engines()) {
      Command command = run(WITH_MODULE[0], WITH_MODULE[1], "-Drepqc.engine=%s".formatted(engine));

      assertTakes(engine, command);
      assertEquals("", said(command));
    }
  }

  @Test
  void saysNothingOfWhatIsNotThereOrOff() throws IOException {
    Files.deleteIfExists(file(NATIVE_CLASS));

    Command command = run();

    assertTakes("plain", command);
    assertEquals("", said(command));
  }

  @Test
  void refusesWhatItDoesNotHave() {
    Command command = run(WITH_MODULE[0], WITH_MODULE[1], "-Drepqc.engine=fast");

    assertNotEquals(0, command.status());
    String expected =
        "repqc.engine is fast, but %s.Network has no such engine here; it has %s"
            .formatted(EngineReport.SAMPLE.name(), String.join(", ", engines()));
    assertTrue(said(command).contains(expected), said(command));
  }

  @Test
  void refusesWhatIsOff() {
    Command command = run("-Drepqc.engine=vector");

    assertNotEquals(0, command.status());
    String expected = "has no such engine here (no --add-modules jdk.incubator.vector); it has";
    assertTrue(said(command).contains(expected), said(command));
  }

  @Test
  void fallsBackFromAClassForALaterJvm() throws IOException {
    Files.deleteIfExists(file(NATIVE_CLASS));
    byte[] bytes = Files.readAllBytes(file(VECTOR_CLASS));
    bytes[VERSION] = TOO_NEW;
    Files.write(file(VECTOR_CLASS), bytes);

    Command command = run(WITH_MODULE);

    assertTakes("plain", command);
    assertSaysOnce("has no vector engine here: java.lang.UnsupportedClassVersionError", command);
  }

  @Test
  void leavesNoFileBehind() throws IOException {
    NativeBuild.assume();

    assertTakes("native", run());
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(List.of(), files.filter(file -> !isOfTheJvm(file)).toList());
    }
  }

  private static boolean isOfTheJvm(Path file) {
    return file.getFileName().toString().startsWith("hsperfdata");
  }

  @Test
  void fallsBackFromALibraryThatIsMissingOrBroken() throws IOException {
    NativeBuild.assume();
    Path library;
    try (Stream<Path> files = Files.walk(file("native"))) {
      library = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }

    byte[] bytes = Files.readAllBytes(library);
    bytes[bytes.length / 2] ^= 1;
    Files.write(library, bytes);
    Command broken = run();
    Files.delete(library);
    Command missing = run(WITH_MODULE);

    assertTakes("plain", broken);
    assertSaysOnce("is not the one that it was generated with", broken);
    assertTakes("vector", missing);
    assertSaysOnce("is missing", missing);
  }

  @Test
  void fallsBackWhereThereIsNoRoomForTheLibrary() throws IOException {
    NativeBuild.assume();
    Files.delete(temporary);

    Command command = run();

    assertTakes("plain", command);
    assertSaysOnce("cannot be made a file", command);
  }

  @Test
  void fallsBackOnOtherPlatforms() {
    NativeBuild.assume();

    Command command = run("-Dos.arch=pdp11");

    assertTakes("plain", command);
    assertSaysOnce("-pdp11, but for [", command);
  }

  @Test
  void fallsBackWhereNativeCodeIsForbidden() {
    NativeBuild.assume();
    assumeTrue(Runtime.version().feature() >= 24, "skipped: nothing forbids it before 24");

    Command command = start(List.of(), List.of("--illegal-native-access=deny"));

    assertTakes("plain", command);
    assertSaysOnce("IllegalCallerException", command);
  }
}
