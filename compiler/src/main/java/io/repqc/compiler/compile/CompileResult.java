package io.repqc.compiler.compile;

import io.repqc.codegen.Program;
import io.repqc.compiler.quantize.QuantizationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network as files, and what it costs.
 *
 * @param quantization how the network got its integers, if it did not bring them
 * @param multiplicationsBefore how many products the network as it was given sums
 * @param multiplications how many products the files sum
 * @param constantBytes what weights and other constants take
 * @param folder where the files are
 * @param built what came of compiling the files, if they were
 */
public record CompileResult(
    Program program,
    Optional<QuantizationResult> quantization,
    long multiplicationsBefore,
    long multiplications,
    long constantBytes,
    Path folder,
    List<Path> files,
    Optional<BuildResult> built) {
  public CompileResult {
    files = List.copyOf(files);
  }
}
