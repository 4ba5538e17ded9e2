package io.repqc.tune.training;

import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.ir.Model;
import io.repqc.tune.Trainee;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is trained, on what and how: all that the result depends on besides the engine.
 *
 * @param trainee at any batch size, and any height and width that the network takes
 * @param held the share of the data that is held out, to judge each epoch by
 * @param teacher the float network, if its answers count beside the right ones
 * @param request what else an interrupted run has to have in common with the one that resumes it,
 *     in the user's words, such as {@code --bits} by {@code W4A4}
 */
public record TrainingTask(
    Trainee trainee,
    DataSet data,
    double held,
    TrainingSettings settings,
    Optional<Model> teacher,
    Map<String, String> request) {

  public TrainingTask {
    request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
  }

  /** What is made small: what the settings say, or else what is usual for the answers' metric. */
  Loss loss() {
    return settings
        .loss()
        .orElseGet(
            () ->
                switch (data.answers().metric()) {
                  case TOP1 -> Loss.CROSS_ENTROPY;
                  case PSNR -> Loss.L1;
                  case MSE -> Loss.L2;
                });
  }
}
