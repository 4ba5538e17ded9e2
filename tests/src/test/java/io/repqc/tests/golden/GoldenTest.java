package io.repqc.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.op.OpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One test per file below {@code tests/golden}: the graph above the ruler goes through the pass
 * that the folder names, or is evaluated, and the result must equal the text below the ruler.
 * {@code -Dgolden.update=true} rewrites that text.
 */
final class GoldenTest {
  private static final Path ROOT =
      Path.of(System.getProperty("repqc.root", ".."), "tests", "golden").normalize();

  @TestFactory
  Stream<DynamicTest> ops() throws IOException {
    return tests("ops", file -> text -> OpEvaluation.run(text, name(file)));
  }

  @TestFactory
  Stream<DynamicTest> passes() throws IOException {
    return tests(
        "passes",
        file -> {
          String folder = name(file.getParent());
          return QuantizeCase.named(folder)
              .<UnaryOperator<String>>map(pass -> text -> pass.run(text, name(file)))
              .or(() -> FuseCase.named(folder).map(pass -> text -> pass.run(text, name(file))))
              .orElseGet(() -> text -> PassCase.named(folder).run(text, name(file)));
        });
  }

  @TestFactory
  Stream<DynamicTest> lower() throws IOException {
    return tests(
        "lower", file -> text -> LowerCase.named(name(file.getParent())).run(text, name(file)));
  }

  @Test
  void everyOpHasItsFile() {
    List<String> missing =
        OpSchema.all().stream()
            .map(OpSchema::mnemonic)
            .filter(op -> !Files.exists(ROOT.resolve("ops").resolve(op + ".rq")))
            .toList();

    assertEquals(
        List.of(), missing, "these ops have no file tests/golden/ops/<op>.rq that shows them");
  }

  @TestFactory
  Stream<DynamicTest> everyOpShowsAnEvaluationAndAnError() throws IOException {
    return tests("ops")
        .map(
            file ->
                DynamicTest.dynamicTest(
                    name(file),
                    () -> {
                      List<String> lines = Files.readAllLines(file);
                      assertTrue(lines.stream().anyMatch(line -> line.startsWith("error: ")));
                      assertTrue(lines.stream().anyMatch(line -> line.matches("%.* : .* = .*")));
                    }));
  }

  private interface Runner {
    UnaryOperator<String> on(Path file);
  }

  private static Stream<DynamicTest> tests(String folder, Runner runner) throws IOException {
    return tests(folder)
        .map(
            file ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(file).toString(),
                    file.toUri(),
                    () -> check(file, runner.on(file))));
  }

  private static Stream<Path> tests(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".rq")).sorted().toList().stream();
    }
  }

  private static void check(Path file, UnaryOperator<String> run) throws IOException {
    String actual = new GoldenFile(Files.readString(file)).rewritten(run).text();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, actual);
    }
    assertEquals(
        Files.readString(file),
        actual,
        () -> file + " differs; if the new text is right, run again with -Dgolden.update=true");
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
