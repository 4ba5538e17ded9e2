package io.repqc.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import io.repqc.codegen.Program;
import io.repqc.runtime.JavaSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Prints the programs of a network, one for each way to compute it, as Java files. */
public final class JavaPrinter {
  private static final String ENGINES = "Engines";

  private final JavaOptions options;
  private final List<JavaFile> files = new ArrayList<>();
  private final Set<String> kernels = new TreeSet<>();

  private JavaPrinter(JavaOptions options) {
    this.options = options;
  }

  /**
   * Sorted by root and path; the program for the plain engine comes first. The libraries, if there
   * are any, hold the same network for platforms of which no two are the same.
   */
  public static List<JavaFile> print(
      List<Program> programs, List<NativeLibrary> libraries, JavaOptions options) {
    JavaPrinter printer = new JavaPrinter(options);
    printer.print(programs, libraries);
    printer.files.sort(Comparator.comparing(JavaFile::root).thenComparing(JavaFile::path));
    return printer.files;
  }

  private void print(List<Program> programs, List<NativeLibrary> libraries) {
    ClassName own = ClassName.get(options.packageName(), options.className());
    boolean isFree = programs.size() + libraries.size() > 1;
    ClassName engines = isFree ? kernel(ENGINES) : place(ENGINES);
    EngineChoice choice = new EngineChoice(engine(EngineKind.PLAIN), engines, isFree);
    ApiClass api = new ApiClass(programs.get(0), own, options.labels(), choice);
    add(JavaRoot.SOURCES, api.type());
    for (Program program : programs) {
      EngineKind kind = EngineKind.of(program);
      EngineClass engine =
          new EngineClass(
              program, engine(kind), api.contract(), this::kernel, options.embedsWeights());
      add(kind, engine.type(), engine.resources());
    }
    if (!libraries.isEmpty()) {
      NativeClass engine =
          new NativeClass(libraries, engine(EngineKind.NATIVE), api.contract(), this::kernel);
      add(EngineKind.NATIVE, engine.type(), engine.resources());
    }
    JavaSource.closure(kernels).stream().filter(this::isTakenAlong).forEach(this::add);
  }

  /** The runtime's jar holds what any JDK from 17 on compiles. */
  private boolean isTakenAlong(JavaSource kernel) {
    return !options.sharesKernels() || kernel.needsVectors();
  }

  private void add(EngineKind kind, TypeSpec engine, Map<String, byte[]> resources) {
    add(kind.root(), engine);
    resources.forEach((name, bytes) -> add(JavaRoot.RESOURCES, name, bytes));
  }

  private ClassName engine(EngineKind kind) {
    return ClassName.get(options.packageName(), options.className() + kind.suffix());
  }

  private String kernelPackage() {
    if (options.sharesKernels()) {
      return JavaSource.PACKAGE;
    }
    return options.packageName().isEmpty() ? "kernels" : options.packageName() + ".kernels";
  }

  /** Where a kernel lies, which is taken along from now on. */
  private ClassName kernel(String name) {
    kernels.add(name);
    return place(name);
  }

  private ClassName place(String kernel) {
    return ClassName.get(kernelPackage(), kernel);
  }

  private void add(JavaRoot root, TypeSpec type) {
    String text =
        com.palantir.javapoet.JavaFile.builder(options.packageName(), type)
            .skipJavaLangImports(true)
            .addFileComment("Made by RepQC from a network; changes here are lost.")
            .build()
            .toString();
    add(root, type.name() + ".java", text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(JavaRoot root, String name, byte[] bytes) {
    files.add(new JavaFile(root, folder(options.packageName()) + name, bytes));
  }

  private void add(JavaSource kernel) {
    String path = folder(kernelPackage()) + kernel.name() + ".java";
    byte[] bytes = kernel.in(kernelPackage()).getBytes(StandardCharsets.UTF_8);
    JavaRoot root = kernel.needsVectors() ? JavaRoot.VECTOR : JavaRoot.SOURCES;
    files.add(new JavaFile(root, path, bytes));
  }

  private static String folder(String packageName) {
    return packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
  }
}
