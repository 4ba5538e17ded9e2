package io.repqc.compiler.compile;

import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import io.repqc.ir.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files that appear in a folder all or not at all: written aside, then moved. */
final class OutputFolder implements AutoCloseable {
  private final Path folder;

  /** The outermost folder that was made for this; null if there was one. */
  private final Path made;

  private final Path aside;
  private boolean isKept;

  /** Makes the folder if there is none; refuses one in which no file can be written. */
  OutputFolder(Path folder) {
    this.folder = folder;
    this.made = outermostMissing(folder.toAbsolutePath());
    ModelException.check(
        !Files.exists(folder) || Files.isDirectory(folder),
        "%s: found a file, expected a folder to write to",
        folder);
    try {
      Files.createDirectories(folder);
      this.aside = Files.createTempDirectory(folder, ".repqc");
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be written to", e);
    }
  }

  private static Path outermostMissing(Path folder) {
    Path missing = null;
    for (Path each = folder; each != null && !Files.exists(each); each = each.getParent()) {
      missing = each;
    }
    return missing;
  }

  /** Where the files lie until they appear. */
  Path aside() {
    return aside;
  }

  /** By their paths in the folder. */
  void write(Map<String, byte[]> files) {
    files.forEach(
        (name, bytes) -> {
          Path file = folder.resolve(name);
          if (Files.exists(file.getParent())) {
            OutputFile.check(file);
          }
          try {
            Files.createDirectories(aside.resolve(name).getParent());
            Files.write(aside.resolve(name), bytes);
          } catch (IOException e) {
            throw FileProblem.of(folder.resolve(name), "cannot be written", e);
          }
        });
  }

  /** Lets these files appear. */
  List<Path> keep(Iterable<String> names) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      try {
        Files.createDirectories(file.getParent());
        Files.move(
            aside.resolve(name),
            file,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw FileProblem.of(file, "cannot be written", e);
      }
      files.add(file);
    }
    isKept = true;
    return files;
  }

  /** Removes what is left aside, and the folder if it was made in vain. */
  @Override
  public void close() {
    try {
      delete(aside);
      if (!isKept && made != null) {
        delete(made);
      }
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be cleaned up", e);
    }
  }

  private static void delete(Path path) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(path)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
