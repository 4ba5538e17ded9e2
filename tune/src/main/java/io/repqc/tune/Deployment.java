package io.repqc.tune;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.ir.Glob;
import io.repqc.ir.Model;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.passes.materialize.MaterializeWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What becomes of a network once it is trained: its expressions are evaluated once, with the
 * running statistics, so that what was trained is what is deployed.
 *
 * @param quantizers numbers between quantizers, among floats
 * @param integers the same in integers
 */
record Deployment(Model quantizers, Model integers) {

  /**
   * {@code trained} has settled numbers and no statistics of batches; what is kept in floats may
   * have no integers.
   */
  static Deployment of(Model trained, TuneSettings settings, Set<String> keptFloat) {
    Model quantizers = Prepared.run(trained, List.of(new MaterializeWeights()));
    List<String> allowed = settings.quantization().allowFloat();
    FuseQuantizers fuse =
        new FuseQuantizers(
            settings.quantization().convention(),
            name ->
                keptFloat.contains(name)
                    || allowed.stream().anyMatch(glob -> new Glob(glob).matches(name)));
    return new Deployment(quantizers, Prepared.run(quantizers, List.of(fuse)));
  }

  /** The form that a file of this name holds: ONNX has no integer ops of ours, but quantizers. */
  Model in(Path file) {
    return ModelFile.isOnnx(file) ? quantizers : integers;
  }
}
