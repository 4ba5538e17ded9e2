package io.repqc.compiler.tune;

import io.repqc.frontend.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that is to be trained for its integers: on what, for which, how, and where the result
 * goes.
 *
 * @param outputs where the trained network goes, in each form that is wanted; checkpoints lie
 *     beside the first
 * @param resumes whether an interrupted run goes on from its checkpoint
 */
public record TuneRequest(
    Path network,
    ImportOptions options,
    TrainingData data,
    TuneSettings settings,
    List<Path> outputs,
    boolean resumes) {

  public TuneRequest {
    outputs = List.copyOf(outputs);
  }

  /** Where an unfinished run keeps its state. */
  public Path checkpoint() {
    Path first = outputs.get(0);
    return first.resolveSibling(first.getFileName() + ".checkpoint");
  }
}
