package io.repqc.tests.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A source checkout: its modules, files and the module table of its README. */
public record Project(Path root) {

  private static final Set<String> NOT_SOURCE = Set.of("target", ".git", ".idea", ".vscode");

  /** The checkout that the build runs in. */
  public static Project current() {
    return new Project(
        Path.of(System.getProperty("repqc.root", "..")).toAbsolutePath().normalize());
  }

  ModuleTable moduleTable() {
    return ModuleTable.parse(read(root.resolve("README.md")));
  }

  /** The module poms by module name, in alphabetical order. */
  TreeMap<String, Pom> modules() {
    var modules = new TreeMap<String, Pom>();
    for (String name : Pom.parse(read(root.resolve("pom.xml"))).modules()) {
      modules.put(name, Pom.parse(read(root.resolve(name).resolve("pom.xml"))));
    }
    return modules;
  }

  public List<Path> javaFiles(String directory) {
    return files(directory).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /** All files below a directory that are not build results, in alphabetical order. */
  List<Path> files(String directory) {
    var files = new ArrayList<Path>();
    Path start = root.resolve(directory);
    if (!Files.isDirectory(start)) {
      return files;
    }
    try {
      Files.walkFileTree(start, new SourceVisitor(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return files;
  }

  /** A path as the reader of a message knows it. */
  String show(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class SourceVisitor extends SimpleFileVisitor<Path> {

    private final List<Path> files;

    SourceVisitor(List<Path> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean skipped = NOT_SOURCE.contains(directory.getFileName().toString());
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
