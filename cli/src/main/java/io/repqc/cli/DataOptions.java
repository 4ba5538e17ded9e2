package io.repqc.cli;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.LabelledData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a network is calibrated on and judged by. */
final class DataOptions {
  @Mixin private CalibrationOptions calibration;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "The right answers to the data: the index of a class for each item, or what the first output"
            + " should be. A folder of images tells the classes by its sub-folders."
      })
  private Path labels;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "Judges by top1 (the default for classes), psnr (for others) or mse.")
  private Metric metric;

  @Option(
      names = "--peak",
      paramLabel = "X",
      description = "The largest number that an answer may hold, for psnr; 1 if not given.")
  private Double peak;

  @Option(
      names = "--evaluate",
      paramLabel = "NAME=FILE",
      description = "What the labels are for, if that is other data than --data.")
  private List<String> evaluation = List.of();

  CalibrationData calibration() {
    return calibration.calibration();
  }

  LabelledData labelled() {
    return new LabelledData(
        evaluation,
        Optional.ofNullable(labels),
        Optional.ofNullable(metric),
        peak == null ? 1 : peak);
  }
}
