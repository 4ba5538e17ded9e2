package io.repqc.compiler.tune;

import io.repqc.frontend.onnx.ImportOptions;
import java.nio.file.Path;

/**
 * A network that is to be trained for its integers: on what, for which, how, and where the result
 * goes.
 *
 * @param output where the trained network goes; its checkpoints lie beside it
 * @param resumes whether an interrupted run goes on from its checkpoint
 */
public record TuneRequest(
    Path network,
    ImportOptions options,
    TrainingData data,
    TuneSettings settings,
    Path output,
    boolean resumes) {

  /** Where an unfinished run keeps its state. */
  public Path checkpoint() {
    return output.resolveSibling(output.getFileName() + ".checkpoint");
  }
}
