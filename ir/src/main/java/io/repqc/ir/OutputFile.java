package io.repqc.ir;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that appear whole or not at all: written aside, then moved. */
public final class OutputFile {

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream output) throws IOException;
  }

  private OutputFile() {}

  public static void write(Path file, byte[] bytes) {
    write(file, output -> output.write(bytes));
  }

  public static void write(Path file, Content content) {
    Path folder = file.toAbsolutePath().getParent();
    ModelException.check(
        folder != null && Files.isDirectory(folder),
        "%s: cannot be written: there is no folder %s",
        file,
        folder);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
        writeTo(file, content);
      } else {
        writeAside(Files.exists(file) ? file.toRealPath() : file, content);
      }
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be written", e);
    }
  }

  private static void writeAside(Path file, Content content) throws IOException {
    String name = "%s.%d.part".formatted(file.getFileName(), ProcessHandle.current().pid());
    Path aside = file.resolveSibling(name);
    try {
      writeTo(aside, content);
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void writeTo(Path file, Content content) throws IOException {
    try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.writeTo(output);
    }
  }
}
