package io.repqc.bench;

import io.repqc.codegen.Program;
import io.repqc.codegen.Target;
import io.repqc.codegen.java.EngineKind;
import io.repqc.codegen.java.JavaFile;
import io.repqc.codegen.java.JavaOptions;
import io.repqc.codegen.java.JavaPrinter;
import io.repqc.codegen.java.JavaRoot;
import io.repqc.codegen.java.NativeLibrary;
import io.repqc.codegen.lower.Lowering;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Generated Java of a network with one float input and output, compiled with all engines that this
 * JVM can have.
 */
final class GeneratedJava {
  private static final String NAME = "Net";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final int FIRST_WITH_NATIVE = 22;

  private final Integers network;
  private final Set<EngineKind> engines = EnumSet.of(EngineKind.PLAIN);
  private final Path folder;

  /** {@code library} is its C. */
  GeneratedJava(Integers network, NativeLibrary library) throws IOException {
    this.network = network;
    this.folder = Scratch.folder();
    if (ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()) {
      engines.add(EngineKind.VECTOR);
    }
    if (Runtime.version().feature() >= FIRST_WITH_NATIVE) {
      engines.add(EngineKind.NATIVE);
    }
    write(library);
    compile();
  }

  Set<EngineKind> engines() {
    return engines;
  }

  private void write(NativeLibrary library) throws IOException {
    List<NativeLibrary> libraries =
        engines.contains(EngineKind.NATIVE) ? List.of(library) : List.of();
    List<Program> programs =
        engines.stream()
            .map(EngineKind::target)
            .flatMap(Optional::stream)
            .map(this::program)
            .toList();
    JavaOptions options = new JavaOptions("", NAME, List.of(), false);
    for (JavaFile file : JavaPrinter.print(programs, libraries, options)) {
      Path root = file.root() == JavaRoot.RESOURCES ? classes() : source();
      Path path = root.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.write(path, file.bytes());
    }
    try (InputStream harness = GeneratedJava.class.getResourceAsStream("Harness.java")) {
      Files.copy(harness, source().resolve("Harness.java"));
    }
  }

  private Program program(Target target) {
    return Lowering.of(network.integers(), target, GeneratedC.NAME, false);
  }

  private Path source() {
    return folder.resolve("source");
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  private void compile() throws IOException {
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", "" + classes()));
    if (engines.contains(EngineKind.VECTOR)) {
      options.addAll(List.of("--add-modules", VECTOR_MODULE));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        Stream<Path> files = Files.walk(source())) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".java")).toList();
      if (!compiler
          .getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(texts))
          .call()) {
        throw new IOException("generated Java does not compile:\n" + said);
      }
    }
  }

  /** In a JVM of its own, which says first how it warmed up. */
  TimedProcess start(EngineKind engine) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    switch (engine) {
      case VECTOR:
        command.addAll(List.of("--add-modules", VECTOR_MODULE));
        break;
      case NATIVE:
        command.add("--enable-native-access=ALL-UNNAMED");
        break;
      default:
        break;
    }
    command.addAll(
        List.of(
            "-Drepqc.engine=" + engine.name().toLowerCase(Locale.ROOT),
            "-cp",
            "classes",
            "Harness",
            TimedProcess.INPUT,
            TimedProcess.OUTPUT,
            "" + network.outputCount()));
    return TimedProcess.start(folder, command, network.input());
  }
}
