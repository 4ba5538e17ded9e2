package io.repqc.compiler.tune;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.frontend.data.Preprocessing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a network is trained on and judged by.
 *
 * @param inputs files ({@code name=FILE}) of the inputs to train on
 * @param answers the right answers to them: classes, or what the first output should be
 * @param testInputs files of inputs that training never sees, to judge the result by
 * @param testAnswers the right answers to those
 * @param held the share of the training data that is held out, to judge each epoch by
 * @param peak the largest number that an answer may hold, for images
 */
public record TrainingData(
    List<String> inputs,
    Path answers,
    List<String> testInputs,
    Optional<Path> testAnswers,
    Optional<Preprocessing> preprocessing,
    Optional<Metric> metric,
    double peak,
    double held) {

  public TrainingData {
    inputs = List.copyOf(inputs);
    testInputs = List.copyOf(testInputs);
  }
}
