package io.repqc.tests.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.compiler.ModelFile;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.Verifier;
import io.repqc.ir.text.IrPrinter;
import io.repqc.ir.text.RqWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Real networks, as text and back: at their own batch, at others, and in double precision. */
final class NetworkTextTest {
  private static final Path EXAMPLES = Path.of(System.getProperty("repqc.root", ".."), "examples");
  private static final Path SHARED =
      Path.of(System.getProperty("repqc.shared", "../../shared"), "models");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> theExamplesComeBack() throws IOException {
    return tests(EXAMPLES);
  }

  @TestFactory
  Stream<DynamicTest> theSharedNetworksComeBack() throws IOException {
    assumeTrue(Files.isDirectory(SHARED), "skipped: there are no networks at " + SHARED);
    return tests(SHARED);
  }

  private Stream<DynamicTest> tests(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList().stream()
          .map(file -> dynamicTest(root.relativize(file).toString(), () -> check(file)));
    }
  }

  private void check(Path file) {
    Model model = ModelFile.read(file, ImportOptions.DEFAULT);
    assertComesBack(model);
    assertComesBack(model.inDouble());
    assertComesBack(model.withBatch(3));
    assertComesBack(model.withBatch(8));
  }

  private void assertComesBack(Model model) {
    Path file = folder.resolve("model.rq");
    Verifier.verify(model);

    RqWriter.write(model, file);
    Model back = RqReader.read(file);

    Verifier.verify(back);
    assertEquals(Optional.empty(), model.difference(back));
    assertEquals(IrPrinter.print(model), IrPrinter.print(back));
  }
}
