package io.repqc.cli;

import io.repqc.compiler.evaluate.Metric;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the answers of a network should be, and how far from it they are. */
abstract class AnswerOptions {
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
  private double peak = 1;

  final Optional<Path> labels() {
    return Optional.ofNullable(labels);
  }

  final Optional<Metric> metric() {
    return Optional.ofNullable(metric);
  }

  final double peak() {
    return peak;
  }
}
