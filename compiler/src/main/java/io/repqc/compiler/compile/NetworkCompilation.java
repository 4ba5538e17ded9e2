package io.repqc.compiler.compile;

import io.repqc.codegen.Program;
import io.repqc.codegen.c.CPrinter;
import io.repqc.codegen.c.TestVector;
import io.repqc.codegen.c.Weights;
import io.repqc.codegen.lower.Lowering;
import io.repqc.compiler.Stages;
import io.repqc.compiler.compile.CompileRequest.Build;
import io.repqc.compiler.inspect.Inspection;
import io.repqc.compiler.quantize.IntegerNetwork;
import io.repqc.ir.Model;
import io.repqc.passes.Pass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads a network, quantizes it if it is not yet, and writes files that compute it. */
public final class NetworkCompilation {
  private final CompileRequest request;
  private final Stages stages;
  private final BiConsumer<Pass, Model> observer;

  private NetworkCompilation(
      CompileRequest request, Stages stages, BiConsumer<Pass, Model> observer) {
    this.request = request;
    this.stages = stages;
    this.observer = observer;
  }

  /** {@code observer} sees the model after each pass. */
  public static CompileResult run(
      CompileRequest request, Stages stages, BiConsumer<Pass, Model> observer) {
    return new NetworkCompilation(request, stages, observer).run();
  }

  private CompileResult run() {
    String name = ProgramName.of(request.name(), request.network().network());
    Optional<CCompiler> compiler =
        request.build().map(Build::compiler).map(command -> CCompiler.find(command));
    try (OutputFolder folder = new OutputFolder(request.folder())) {
      IntegerNetwork network =
          IntegerNetwork.of(request.network(), stages, observer).withBatch(request.batch());
      Model integers = network.integers();
      Program program = Lowering.of(integers, request.target(), name, request.channelsLast());
      Map<String, byte[]> files = CPrinter.print(program, request.weights(), test(integers));
      folder.write(files);
      long constants = CPrinter.constantBytes(program);
      Optional<BuildResult> built =
          compiler.map(each -> build(each, folder.aside(), name, files.keySet(), constants));
      List<Path> written = folder.keep(files.keySet());
      return new CompileResult(
          program,
          network.quantization(),
          Inspection.of(network.before().graph()).multiplyAccumulates(),
          Inspection.of(integers.graph()).multiplyAccumulates(),
          constants,
          request.folder(),
          written,
          built);
    }
  }

  private Optional<TestVector> test(Model integers) {
    return request.hasTest() || request.build().isPresent()
        ? Optional.of(TestVectors.of(integers))
        : Optional.empty();
  }

  private BuildResult build(
      CCompiler compiler, Path folder, String name, Set<String> files, long constants) {
    stages.begin("compiling C");
    List<String> sources = files.stream().filter(file -> file.endsWith(".c")).toList();
    long inside = request.weights() == Weights.BINARY ? 0 : constants;
    List<String> options = request.build().orElseThrow().options();
    return TestBuild.run(compiler, options, folder, name, sources, inside);
  }
}
