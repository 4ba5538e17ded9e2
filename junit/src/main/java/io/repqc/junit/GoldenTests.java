package io.repqc.junit;

import io.repqc.compiler.Stages;
import io.repqc.compiler.golden.GoldenCheck;
import io.repqc.compiler.golden.GoldenResult;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests that networks compute what their golden files say:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> networksComputeWhatTheyDid() {
 *   return GoldenTests.in(Path.of("src/main/models"));
 * }
 * }</pre>
 */
public final class GoldenTests {
  private static final String ENDING = ".golden";

  private GoldenTests() {}

  /**
   * A test for each file in a folder and the folders in it whose name ends in {@code .golden}, by
   * its name; that there is none is an error.
   */
  public static Stream<DynamicTest> in(Path folder) {
    ModelException.check(
        Files.isDirectory(folder), "%s: there is no such folder", folder.toAbsolutePath());
    List<Path> files = files(folder);
    ModelException.check(
        !files.isEmpty(),
        "%s: found no file NAME.golden in this folder, expected at least one; repqc golden record"
            + " writes them",
        folder.toAbsolutePath());
    return files.stream().map(file -> test(folder, file));
  }

  /** Fails with all differences unless the network of a golden file computes what it says. */
  public static void check(Path golden) {
    GoldenResult result = GoldenCheck.run(golden, Stages.NONE);
    if (!result.holds()) {
      Assertions.fail(result.text());
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ENDING))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> name(folder, file)))
          .toList();
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be read", e);
    }
  }

  private static DynamicTest test(Path folder, Path file) {
    return DynamicTest.dynamicTest(name(folder, file), file.toUri(), () -> check(file));
  }

  private static String name(Path folder, Path file) {
    Path name = folder.relativize(file);
    return name.toString().replace(name.getFileSystem().getSeparator(), "/");
  }
}
