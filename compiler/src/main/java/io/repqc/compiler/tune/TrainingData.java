package io.repqc.compiler.tune;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.ir.ModelException;
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
    ModelException.check(
        testInputs.isEmpty() || testAnswers.isPresent(),
        "--evaluate %s: there is nothing to judge by; add --evaluate-labels FILE",
        String.join(", ", testInputs));
    ModelException.check(
        !testInputs.isEmpty() || testAnswers.isEmpty(),
        "--evaluate-labels %s: what they are for is missing; add --evaluate FILE",
        testAnswers.map(Path::toString).orElse(""));
    ModelException.check(peak > 0, "--peak %s: expected more than 0", peak);
    ModelException.check(
        held >= 0 && held < 1, "--hold-out %s: expected 0 or more, and less than 1", held);
  }
}
