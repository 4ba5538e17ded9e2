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

  /** Refuses a place where no file can be written, as far as that shows beforehand. */
  public static void check(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    ModelException.check(
        folder != null && Files.isDirectory(folder),
        "%s: cannot be written: there is no folder %s",
        file,
        folder);
    ModelException.check(
        !Files.isDirectory(file), "%s: cannot be written: there is a folder of this name", file);
    ModelException.check(
        Files.exists(file) || Files.isWritable(folder),
        "%s: cannot be written: you may not write to the folder %s",
        file,
        folder);
  }

  public static void write(Path file, Content content) {
    check(file);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
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
