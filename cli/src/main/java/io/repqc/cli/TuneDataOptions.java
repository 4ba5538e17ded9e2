package io.repqc.cli;

import io.repqc.compiler.tune.TrainingData;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a network is trained on and judged by. */
final class TuneDataOptions extends AnswerOptions {
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

  boolean holdsOut() {
    return held > 0;
  }

  TrainingData data(Optional<Preprocessing> preprocessing) {
    ModelException.check(!data.isEmpty(), "there is nothing to train on; give it with --data FILE");
    Path answers =
        labels()
            .orElseThrow(
                () ->
                    new ModelException(
                        "the right answers to the data are missing; give them with --labels FILE"));
    return new TrainingData(
        data,
        answers,
        evaluation,
        Optional.ofNullable(evaluationLabels),
        preprocessing,
        metric(),
        peak(),
        held);
  }
}
