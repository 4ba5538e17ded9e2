package io.repqc.compiler.quantize;

import io.repqc.frontend.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network that is to compute in small integers: the data to calibrate it on and to judge it by,
 * how to quantize it, what its inputs and outputs are to be, where it goes, and whether each layer
 * is compared with the float network.
 */
public record QuantizationRequest(
    Path network,
    ImportOptions options,
    CalibrationData calibration,
    LabelledData evaluation,
    QuantizationSettings settings,
    Interface ends,
    Optional<Path> output,
    boolean reports) {

  /** Whether the inputs and the outputs are integers, and whether a last softmax goes. */
  public record Interface(boolean integerInputs, boolean integerOutputs, boolean dropsSoftmax) {
    public static final Interface FLOAT = new Interface(false, false, false);
  }
}
