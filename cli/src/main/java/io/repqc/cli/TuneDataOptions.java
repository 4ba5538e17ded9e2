package io.repqc.cli;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.TrainingData;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a network is trained on and judged by. */
final class TuneDataOptions {
  static final double USUAL_SHARE = 0.1;

  @Option(
      names = "--data",
      paramLabel = "NAME=FILE",
      description = {
        "What the network is trained on: a tensor, an image or a folder of images, as repqc run reads"
            + " them. NAME= may be left out if there is only one input."
      })
  private List<String> data = List.of();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "The right answers to the data: the index of a class for each item, or what the first output"
            + " should be. A folder of images tells the classes by its sub-folders."
      })
  private Path labels;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      description = {
        "The share of the data that is not trained on, to judge each epoch by; 0.1 if not given."
      })
  private double held = USUAL_SHARE;

  @Option(
      names = "--evaluate",
      paramLabel = "NAME=FILE",
      description = "Data that training never sees, to judge the result by.")
  private List<String> evaluation = List.of();

  @Option(
      names = "--evaluate-labels",
      paramLabel = "FILE",
      description = "The right answers to those.")
  private Path evaluationLabels;

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

  boolean holdsOut() {
    return held > 0;
  }

  TrainingData data(Optional<Preprocessing> preprocessing) {
    ModelException.check(!data.isEmpty(), "there is nothing to train on; give it with --data FILE");
    ModelException.check(
        labels != null, "the right answers to the data are missing; give them with --labels FILE");
    return new TrainingData(
        data,
        labels,
        evaluation,
        Optional.ofNullable(evaluationLabels),
        preprocessing,
        Optional.ofNullable(metric),
        peak,
        held);
  }
}
