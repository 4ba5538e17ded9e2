package io.repqc.maven;

import io.repqc.compiler.Stages;
import io.repqc.compiler.compile.CompileRequest;
import io.repqc.compiler.compile.CompileResult;
import io.repqc.compiler.compile.JavaCompilation;
import io.repqc.compiler.compile.JavaRequest;
import io.repqc.compiler.compile.NetworkCompilation;
import io.repqc.compiler.quantize.QuantizationRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A network and what it becomes: one thing that a build has to do, or that was done before.
 *
 * @param request all that is asked, which as a text tells it from any other
 * @param labels a file that counts besides those of the network
 */
record Job(
    QuantizationRequest network,
    String target,
    Record request,
    Optional<Path> labels,
    Function<Stages, CompileResult> compilation) {

  static Job of(JavaRequest request) {
    return new Job(
        request.network(),
        CompileMojo.JAVA,
        request,
        request.labels(),
        stages -> JavaCompilation.run(request, stages, (pass, model) -> {}));
  }

  static Job of(CompileRequest request) {
    return new Job(
        request.network(),
        request.target().name(),
        request,
        Optional.empty(),
        stages -> NetworkCompilation.run(request, stages, (pass, model) -> {}));
  }
}
