package io.repqc.codegen.java;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.runtime.kernel.LibraryFile;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Prints the class that calls the C of a network, for compilers from 22 on. */
final class NativeClass {
  private static final ClassName ARENA = foreign("Arena");
  private static final ClassName DESCRIPTOR = foreign("FunctionDescriptor");
  private static final ClassName LINKER = foreign("Linker");
  private static final ClassName LAYOUT = foreign("ValueLayout");
  private static final ClassName LOOKUP = foreign("SymbolLookup");
  private static final ClassName SEGMENT = foreign("MemorySegment");
  private static final ClassName HANDLE = ClassName.get("java.lang.invoke", "MethodHandle");

  private final List<NativeLibrary> libraries;
  private final Program program;
  private final ClassName own;
  private final ClassName contract;
  private final Function<String, ClassName> kernels;
  private final JavaNames names;
  private final boolean borrows;

  /** The libraries hold one network, for platforms of which no two are the same. */
  NativeClass(
      List<NativeLibrary> libraries,
      ClassName own,
      ClassName contract,
      Function<String, ClassName> kernels) {
    this.libraries = libraries;
    this.program = libraries.get(0).program();
    this.own = own;
    this.contract = contract;
    this.kernels = kernels;
    this.names = new JavaNames(program);
    this.borrows = libraries.get(0).borrows();
  }

  private static ClassName foreign(String name) {
    return ClassName.get("java.lang.foreign", name);
  }

  /** The libraries, by their paths from where the class lies. */
  Map<String, byte[]> resources() {
    return libraries.stream()
        .collect(
            Collectors.toMap(
                library -> "native/" + library.platform() + "/" + library.file(),
                NativeLibrary::bytes));
  }

  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(own)
            .addJavadoc("Computes the network by its C, which was compiled.\n")
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(contract)
            .addField(
                FieldSpec.builder(HANDLE, "RUN", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer("link()")
                    .build());
    if (!borrows) {
      names.ports().forEach(port -> type.addField(memory(names.port(port), port.bytes())));
    }
    return type.addField(memory("workspace", workspace()))
        .addMethod(link())
        .addMethod(run())
        .build();
  }

  private long workspace() {
    return libraries.stream()
        .mapToLong(library -> library.program().arena().size())
        .max()
        .orElseThrow();
  }

  private static FieldSpec memory(String name, long bytes) {
    return FieldSpec.builder(SEGMENT, name, Modifier.PRIVATE, Modifier.FINAL)
        .initializer("$T.ofAuto().allocate($LL, $LL)", ARENA, Math.max(1, bytes), Program.ALIGNMENT)
        .build();
  }

  private MethodSpec link() {
    return MethodSpec.methodBuilder("link")
        .addAnnotation(
            AnnotationSpec.builder(SuppressWarnings.class)
                .addMember("value", "$S", "restricted")
                .build())
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(HANDLE)
        .beginControlFlow(
            "try ($1T file =$W$1T.of($2T.class, $3S, $4T.of($5L)))",
            kernels.apply("LibraryFile"),
            own,
            program.name(),
            Map.class,
            checksums())
        .addStatement(
            "$1T run =$W$2T.libraryLookup(file.path(), $3T.global()).find($4S).orElseThrow()",
            SEGMENT,
            LOOKUP,
            ARENA,
            function())
        .addStatement(
            "return $1T.nativeLinker()$Z.downcallHandle(run,$W$2T.of($3L)$4L)",
            LINKER,
            DESCRIPTOR,
            signature(),
            borrows ? CodeBlock.of(",$W$T.Option.critical(true)", LINKER) : "")
        .endControlFlow()
        .build();
  }

  private CodeBlock checksums() {
    return libraries.stream()
        .map(
            library ->
                CodeBlock.of(
                    "$S, 0x$LL",
                    library.platform(),
                    Long.toHexString(LibraryFile.checksum(library.bytes()))))
        .collect(CodeBlock.joining(",$W"));
  }

  private String function() {
    return program.name() + "_run";
  }

  /** What the function returns, and what it takes: the ports and the workspace. */
  private CodeBlock signature() {
    int pointers = names.ports().size() + 1;
    return Stream.concat(Stream.of("JAVA_INT"), Collections.nCopies(pointers, "ADDRESS").stream())
        .map(layout -> CodeBlock.of("$T.$L", LAYOUT, layout))
        .collect(CodeBlock.joining(",$W"));
  }

  private MethodSpec run() {
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("run").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    for (Port port : names.ports()) {
      run.addParameter(ApiClass.type(port), names.port(port));
    }
    copies(run, false, "$1T.copy($2L, 0, this.$2L, $3T.$4L, 0, $2L.length)");
    run.addStatement("int result")
        .beginControlFlow("try")
        .addStatement("result = (int) RUN.invokeExact($L,$Wworkspace)", arguments())
        .nextControlFlow("catch ($T e)", Throwable.class)
        .addStatement("throw new $T(e)", IllegalStateException.class)
        .endControlFlow()
        .beginControlFlow("if (result != 0)")
        .addStatement("throw new $T($S + result)", IllegalStateException.class, function() + ": ")
        .endControlFlow();
    copies(run, true, "$1T.copy(this.$2L, $3T.$4L, 0, $2L, 0, $2L.length)");
    return run.build();
  }

  private CodeBlock arguments() {
    return names.ports().stream()
        .map(names::port)
        .map(
            port ->
                borrows
                    ? CodeBlock.of("$T.ofArray($L)", SEGMENT, port)
                    : CodeBlock.of("this.$L", port))
        .collect(CodeBlock.joining(",$W"));
  }

  private void copies(MethodSpec.Builder run, boolean areOutputs, String statement) {
    names.ports().stream()
        .filter(port -> !borrows && port.isOutput() == areOutputs)
        .forEach(
            port -> run.addStatement(statement, SEGMENT, names.port(port), LAYOUT, layout(port)));
  }

  private static String layout(Port port) {
    String element = ApiClass.type(port).getComponentType().getSimpleName();
    return "JAVA_" + element.toUpperCase(Locale.ROOT);
  }
}
