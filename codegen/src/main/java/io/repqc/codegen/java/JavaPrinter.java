package io.repqc.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import io.repqc.codegen.Program;
import io.repqc.runtime.JavaSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Prints the programs of a network, one for each way to compute it, as Java files. */
public final class JavaPrinter {
  private final JavaOptions options;
  private final List<JavaFile> files = new ArrayList<>();

  private JavaPrinter(JavaOptions options) {
    this.options = options;
  }

  /** Sorted by root and path; the program for the plain engine comes first. */
  public static List<JavaFile> print(List<Program> programs, JavaOptions options) {
    JavaPrinter printer = new JavaPrinter(options);
    printer.print(programs);
    printer.files.sort(Comparator.comparing(JavaFile::root).thenComparing(JavaFile::path));
    return printer.files;
  }

  private void print(List<Program> programs) {
    ClassName own = ClassName.get(options.packageName(), options.className());
    ApiClass api = new ApiClass(programs.get(0), own, options.labels());
    ClassName plain = engine(EngineKind.PLAIN);
    add(JavaRoot.SOURCES, api.type(CodeBlock.of("new $T()", plain)));
    Set<String> kernels = new TreeSet<>();
    for (Program program : programs) {
      EngineKind kind = EngineKind.of(program);
      EngineClass engine = new EngineClass(program, engine(kind), api.contract(), this::kernel);
      add(kind.root(), engine.type());
      engine.resources().forEach((name, bytes) -> add(JavaRoot.RESOURCES, name, bytes));
      kernels.addAll(engine.kernelNames());
    }
    if (!options.sharesKernels()) {
      JavaSource.closure(kernels).forEach(this::add);
    }
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

  private ClassName kernel(String name) {
    return ClassName.get(kernelPackage(), name);
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
