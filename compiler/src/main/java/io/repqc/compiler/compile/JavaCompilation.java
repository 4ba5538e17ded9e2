package io.repqc.compiler.compile;

import io.repqc.codegen.PackedConstants;
import io.repqc.codegen.Program;
import io.repqc.codegen.java.EmbeddedBytes;
import io.repqc.codegen.java.EngineKind;
import io.repqc.codegen.java.JavaFile;
import io.repqc.codegen.java.JavaOptions;
import io.repqc.codegen.java.JavaPrinter;
import io.repqc.codegen.java.NativeLibrary;
import io.repqc.codegen.lower.Lowering;
import io.repqc.compiler.Stages;
import io.repqc.compiler.inspect.Inspection;
import io.repqc.compiler.quantize.IntegerNetwork;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.passes.Pass;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads a network, quantizes it if it is not yet, and writes Java that computes it. */
public final class JavaCompilation {
  private JavaCompilation() {}

  /** {@code observer} sees the model after each pass. */
  public static CompileResult run(
      JavaRequest request, Stages stages, BiConsumer<Pass, Model> observer) {
    String className = ClassNames.of(request.className(), request.network().network());
    ClassNames.checkPackage(request.packageName());
    Optional<CCompiler> compiler =
        request.engines().contains(EngineKind.NATIVE)
            ? Optional.of(CCompiler.find(request.compiler()))
            : Optional.empty();
    try (OutputFolder folder = new OutputFolder(request.folder())) {
      IntegerNetwork network =
          IntegerNetwork.of(request.network(), stages, observer).withBatch(request.batch());
      List<Program> programs = programs(request, network.integers(), className);
      Program plain = programs.get(0);
      checkEmbedded(request, programs);
      List<String> labels =
          request.labels().map(file -> Labels.read(file, plain)).orElse(List.of());
      JavaOptions options =
          new JavaOptions(
              request.packageName(),
              className,
              labels,
              request.sharesKernels(),
              request.embedsWeights());
      List<NativeLibrary> libraries =
          compiler.map(each -> library(request, network.integers(), className, each)).stream()
              .toList();
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (JavaFile file : JavaPrinter.print(programs, libraries, options)) {
        files.put(file.root().folder() + "/" + file.path(), file.bytes());
      }
      folder.write(files);
      return new CompileResult(
          plain,
          network.quantization(),
          Inspection.of(network.before().graph()).multiplyAccumulates(),
          Inspection.of(network.integers().graph()).multiplyAccumulates(),
          new PackedConstants(plain).contentSize(),
          request.folder(),
          folder.keep(files.keySet()),
          Optional.empty());
    }
  }

  private static void checkEmbedded(JavaRequest request, List<Program> programs) {
    for (Program program : programs) {
      long bytes = new PackedConstants(program).size();
      ModelException.check(
          !request.embedsWeights() || bytes <= EmbeddedBytes.MOST,
          "\"%s\" has %d bytes of weights, and a class holds at most %d; let them lie in a file"
              + " beside it",
          program.name(),
          bytes,
          EmbeddedBytes.MOST);
    }
  }

  /** Of each engine that is asked for, the plain one first. */
  private static List<Program> programs(JavaRequest request, Model integers, String name) {
    return Arrays.stream(EngineKind.values())
        .filter(request.engines()::contains)
        .flatMap(engine -> engine.target().stream())
        .map(target -> Lowering.of(integers, target, name, request.channelsLast()))
        .toList();
  }

  private static NativeLibrary library(
      JavaRequest request, Model integers, String className, CCompiler compiler) {
    String name = ProgramName.of(Optional.empty(), Path.of(className));
    return SharedLibrary.of(integers, name, request.channelsLast(), compiler);
  }
}
