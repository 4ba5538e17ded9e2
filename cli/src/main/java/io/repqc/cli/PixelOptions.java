package io.repqc.cli;

import io.repqc.frontend.data.Preprocessing;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How pixels become what a network reads. */
final class PixelOptions {
  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "Pixels are multiplied by X first; 1/255 if not given.")
  private Double scale;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "X",
      description = "Then X is subtracted; one number, or one a channel.")
  private List<Double> mean;

  @Option(
      names = "--std",
      split = ",",
      paramLabel = "X",
      description = "Then they are divided by X; one number, or one a channel.")
  private List<Double> deviation;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "Where the network wants the channels: ${COMPLETION-CANDIDATES}.")
  private Preprocessing.Layout layout;

  /** Empty if nothing is said. */
  Optional<Preprocessing> preprocessing() {
    if (scale == null && mean == null && deviation == null && layout == null) {
      return Optional.empty();
    }
    Preprocessing usual = Preprocessing.UNIT;
    return Optional.of(
        new Preprocessing(
            Optional.ofNullable(scale).orElse(usual.scale()),
            Optional.ofNullable(mean).orElse(usual.mean()),
            Optional.ofNullable(deviation).orElse(usual.std()),
            Optional.ofNullable(layout).orElse(usual.layout())));
  }
}
