package io.repqc.maven;

import io.repqc.codegen.java.JavaRoot;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import io.repqc.runtime.kernel.Weights;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.maven.plugin.logging.Log;

/**
 * The classes of engines that not every JDK compiles, and no build that is for an older one: where
 * this JDK does, they are compiled here, and classes are resources to the build.
 *
 * @param generated the folder of all generated files
 */
record EngineClasses(Path generated, Log log) {
  private static final String VECTORS = "jdk.incubator.vector";
  private static final int FOREIGN_FUNCTIONS = 22;

  Path folder() {
    return generated.resolve("classes");
  }

  /** Compiles all engines anew. */
  void compile() {
    delete(folder());
    List<Path> vector = sources(JavaRoot.VECTOR);
    if (!vector.isEmpty()) {
      if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
        compile(vector, List.of("-source", "17", "-target", "17", "--add-modules", VECTORS));
      } else {
        log.info("Without vector engines: this JDK has no module " + VECTORS);
      }
    }
    List<Path> foreign = sources(JavaRoot.NATIVE);
    if (!foreign.isEmpty()) {
      if (Runtime.version().feature() >= FOREIGN_FUNCTIONS) {
        compile(foreign, List.of("--release", Integer.toString(FOREIGN_FUNCTIONS)));
      } else {
        log.info("Without native engines: they need a JDK %d".formatted(FOREIGN_FUNCTIONS));
      }
    }
  }

  private List<Path> sources(JavaRoot root) {
    return files(generated.resolve(root.folder())).stream()
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  private void compile(List<Path> sources, List<String> options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ModelException.check(
        compiler != null, "<engines>: Maven runs on a JRE, and this needs a JDK; set JAVA_HOME");
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-implicit:none", "-proc:none", "-nowarn", "-Xlint:none"));
    all.addAll(List.of("-sourcepath", generated.resolve(JavaRoot.SOURCES.folder()).toString()));
    all.addAll(List.of("-classpath", sharedKernels(), "-d", folder().toString()));
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      Files.createDirectories(folder());
      boolean isDone =
          compiler
              .getTask(said, files, null, all, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!isDone) {
        delete(folder());
        throw new IllegalStateException("javac does not take generated code:\n" + said);
      }
    } catch (IOException e) {
      throw FileProblem.of(folder(), "cannot be written", e);
    }
  }

  /** Where the classes are that generated code may share. */
  private static String sharedKernels() {
    try {
      URL jar = Weights.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(jar.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    for (Path file : files(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw FileProblem.of(file, "cannot be deleted", e);
      }
    }
  }

  /** All in a folder, and the folder; nothing if there is none. */
  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be read", e);
    }
  }
}
