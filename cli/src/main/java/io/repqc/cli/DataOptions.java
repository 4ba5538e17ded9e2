package io.repqc.cli;

import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.LabelledData;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a network is calibrated on and judged by. */
final class DataOptions extends AnswerOptions {
  @Mixin private CalibrationOptions calibration;

  @Option(
      names = "--evaluate",
      paramLabel = "NAME=FILE",
      description = "What the labels are for, if that is other data than --data.")
  private List<String> evaluation = List.of();

  CalibrationData calibration() {
    return calibration.calibration();
  }

  LabelledData labelled() {
    return new LabelledData(evaluation, labels(), metric(), peak());
  }
}
