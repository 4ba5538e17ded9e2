package io.repqc.compiler.compile;

import io.repqc.codegen.java.EngineKind;
import io.repqc.compiler.quantize.QuantizationRequest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A network that is to become Java.
 *
 * @param network the network, and how it gets its integers if it has none
 * @param packageName empty for the unnamed one
 * @param className made from the file's name if not given
 * @param engines the ways to compute it; the plain one is always there
 * @param compiler the command for C, which the native engine needs; the usual ones if not given
 * @param labels a text file with what the classes of the result are called, one a line
 * @param sharesKernels whether kernels come from the runtime's jar, not with the code
 * @param embedsWeights whether weights are inside the classes, not in files beside them
 * @param channelsLast whether the caller's images have their channels last
 * @param batch how many items a run takes; as the network's file says if not given
 * @param folder where the files go
 */
public record JavaRequest(
    QuantizationRequest network,
    String packageName,
    Optional<String> className,
    Set<EngineKind> engines,
    Optional<String> compiler,
    Optional<Path> labels,
    boolean sharesKernels,
    boolean embedsWeights,
    boolean channelsLast,
    OptionalInt batch,
    Path folder) {
  public JavaRequest {
    EnumSet<EngineKind> all = EnumSet.of(EngineKind.PLAIN);
    all.addAll(engines);
    engines = Collections.unmodifiableSet(all);
  }
}
