package io.repqc.maven;

import io.repqc.compiler.golden.GoldenInputs;
import io.repqc.compiler.golden.GoldenRecording;
import io.repqc.compiler.golden.GoldenRequest;
import io.repqc.compiler.golden.GoldenSummary;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a golden file for each network of a module: what it computes now, layer by layer. Such
 * files belong with the sources; {@code check} compares with them.
 *
 * @since 0.1.0
 */
@Mojo(name = "record", threadSafe = true)
public final class RecordMojo extends GoldenMojo {
  /**
   * How many items of the data each network is run on; random numbers take its place where there is
   * none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "repqc.items", defaultValue = "4")
  private int items;

  @Override
  void run() {
    try {
      Files.createDirectories(folder());
    } catch (IOException e) {
      throw FileProblem.of(folder(), "cannot be made", e);
    }
    GoldenInputs inputs = new GoldenInputs(List.of(), OptionalLong.empty(), items);
    for (Network network : networks()) {
      Path file = folder().resolve(network.name() + ENDING);
      try {
        tell(GoldenRecording.run(new GoldenRequest(network.request(), inputs, file), stages()));
      } catch (ModelException e) {
        throw new ModelException(Network.problems(network.file(), e));
      }
    }
  }

  private void tell(GoldenSummary summary) {
    summary.notes().forEach(getLog()::warn);
    getLog()
        .info(
            "Recorded %s: %d items, %d layers"
                .formatted(summary.golden(), summary.items(), summary.layers()));
  }
}
