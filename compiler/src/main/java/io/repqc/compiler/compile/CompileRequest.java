package io.repqc.compiler.compile;

import io.repqc.codegen.Target;
import io.repqc.codegen.c.Weights;
import io.repqc.compiler.quantize.QuantizationRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network that is to become source text.
 *
 * @param network the network, and how it gets its integers if it has none
 * @param name what all that others see begins with; made from the file's name if not given
 * @param channelsLast whether the caller's images have their channels last
 * @param batch how many items a run takes; as the network's file says if not given
 * @param hasTest whether a file with a test comes with it
 * @param folder where the files go
 * @param build whether the files are compiled and their test is run, and by what
 */
public record CompileRequest(
    QuantizationRequest network,
    Target target,
    Optional<String> name,
    boolean channelsLast,
    Weights weights,
    OptionalInt batch,
    boolean hasTest,
    Path folder,
    Optional<Build> build) {

  /**
   * How the files are compiled.
   *
   * @param compiler a command; the usual ones are tried if it is not given
   * @param options what it is told
   */
  public record Build(Optional<String> compiler, List<String> options) {
    public Build {
      options = List.copyOf(options);
    }
  }
}
