package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.runtime.JavaSource;
import io.repqc.tests.structure.Project;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The kernels for the Vector API, compiled, and programs that use them in a JVM of their own. */
record VectorKernels(Path classes) {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String SOURCES = "runtime/src/main/vector";
  private static final String KERNELS = "runtime/src/main/java";
  private static final String RACE = "Race.java";

  /** When vectors are used, which kernels decide by the clock if nothing is changed in them. */
  enum Use {
    BY_THE_CLOCK(Map.of()),
    ALWAYS(Map.of("return isWon;", "return true;")),
    BY_TURNS(
        Map.of(
            "return isWon;",
            "return false;",
            "vectors.total * PATIENCE < plain.total && vectors.total < LOST",
            "turns++ % 2 == 0",
            "private int wins;",
            "private int wins; private int turns;"));

    private final Map<String, String> changes;

    Use(Map<String, String> changes) {
      this.changes = changes;
    }

    private String changed(String race) {
      String changed = race;
      for (Map.Entry<String, String> change : changes.entrySet()) {
        assertTrue(changed.contains(change.getKey()), change.getKey());
        changed = changed.replace(change.getKey(), change.getValue());
      }
      return changed;
    }
  }

  /** Skips the test where there is no such module. */
  static void assumeModule() {
    assumeTrue(isThere(), "this JDK has no module " + MODULE);
  }

  static boolean isThere() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /**
   * For vectors of this shape, which the machine need not have, and with the sources that are in
   * the folder.
   */
  static VectorKernels compile(Path folder, String shape, Use use) throws IOException {
    Path sources = folder.resolve("source");
    Path kernels = sources.resolve(JavaSource.PACKAGE.replace('.', '/'));
    Files.createDirectories(kernels);
    for (Path file : Project.current().javaFiles(SOURCES)) {
      String text = Project.read(file).replace("SPECIES_PREFERRED", "SPECIES_" + shape);
      Files.writeString(kernels.resolve(file.getFileName()), text);
    }
    for (Path file : Project.current().javaFiles(KERNELS)) {
      if (file.endsWith(RACE)) {
        Files.writeString(kernels.resolve(RACE), use.changed(Project.read(file)));
      }
    }
    VectorKernels compiled = new VectorKernels(folder.resolve("classes"));
    compiled.compile(sources);
    return compiled;
  }

  private void compile(Path sources) throws IOException {
    Files.createDirectories(classes);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "--add-modules", MODULE, "-cp", path(), "-proc:none", "-nowarn", "-d", "" + classes);
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        Stream<Path> files = Files.walk(sources)) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".java")).toList();
      StringWriter said = new StringWriter();
      boolean isCompiled =
          compiler
              .getTask(
                  said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(texts))
              .call();
      assertTrue(isCompiled, said.toString());
    }
  }

  private String path() {
    return classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
  }

  /** What a program says. */
  String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                MODULE,
                "-Xmx1g",
                "-cp",
                path()));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("repqc."))
        .sorted()
        .forEach(name -> command.add("-D%s=%s".formatted(name, System.getProperty(name))));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    Path errors = classes.resolveSibling("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? said : said + Files.readString(errors);
  }
}
