package io.repqc.compiler.timing;

import io.repqc.ir.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for files that are wanted while something is timed. */
public final class ScratchFolder {
  private ScratchFolder() {}

  public static Path make() {
    try {
      return Files.createTempDirectory("repqc-bench");
    } catch (IOException e) {
      throw FileProblem.of(Path.of(System.getProperty("java.io.tmpdir")), "cannot be used", e);
    }
  }

  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be removed", e);
    }
  }
}
