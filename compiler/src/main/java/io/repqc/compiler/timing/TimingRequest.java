package io.repqc.compiler.timing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Generated code that is to be timed.
 *
 * @param folder where the code is
 * @param name which program in the folder, if there are several
 * @param compiler the C compiler, one of the usual ones if not given
 * @param options what the compiler is told
 * @param network the ONNX file that ONNX Runtime is to run beside it
 * @param onnxRuntime the jar of ONNX Runtime, if it is not on the class path
 */
public record TimingRequest(
    Path folder,
    Optional<String> name,
    Optional<String> compiler,
    List<String> options,
    Optional<Path> network,
    Optional<Path> onnxRuntime) {
  public TimingRequest {
    options = List.copyOf(options);
  }
}
