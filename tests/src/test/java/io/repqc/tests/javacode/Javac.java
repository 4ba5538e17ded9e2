package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler of this JDK, with all warnings, which are errors. */
final class Javac {
  private Javac() {}

  /** Compiles what lies in a folder to another. */
  static void compile(Path source, Path classes, List<String> options) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none", "-d", classes.toString()));
    all.addAll(options);
    List<Path> sources;
    try (Stream<Path> files = Files.walk(source)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(said, manager, null, all, null, manager.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    assertEquals("", said.toString());
  }
}
