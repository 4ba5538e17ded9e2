package io.repqc.compiler.run;

import io.repqc.compiler.compare.Tolerance;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.ir.ElementType;
import io.repqc.ir.Interpreter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network to run: on which files ({@code name=FILE}, or {@code name=1x3x224x224} for a shape that
 * the network leaves open), how, where the outputs go, and which files ({@code name=FILE}) hold
 * what is expected of them, and how far off they may be.
 */
public record RunRequest(
    Path network,
    List<String> inputs,
    Optional<Preprocessing> preprocessing,
    Interpreter.Evaluation evaluation,
    Optional<Path> outputFolder,
    List<String> expected,
    Optional<Double> relativeTolerance,
    Optional<Double> absoluteTolerance) {
  public RunRequest {
    inputs = List.copyOf(inputs);
    expected = List.copyOf(expected);
  }

  /** Without other orders floats have the usual tolerance and integers none. */
  Tolerance tolerance(ElementType elementType) {
    Tolerance usual = elementType.isFloat() ? Tolerance.FLOAT : Tolerance.EXACT;
    return new Tolerance(
        relativeTolerance.orElse(usual.relative()), absoluteTolerance.orElse(usual.absolute()));
  }
}
