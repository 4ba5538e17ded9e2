package io.repqc.tune.training;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What can be wrong with a task before its first step; all of it at once. */
record TaskChecks(TrainingTask task, Targets targets, Split split) {

  void check() {
    List<String> problems = new ArrayList<>();
    checkPatience(problems);
    checkLoss(problems);
    checkImages(problems);
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  private void checkPatience(List<String> problems) {
    if (task.settings().patience().isPresent() && split.held().length == 0) {
      problems.add(
          "--patience: nothing is held out by which to see that training gets no better;"
              + " add --hold-out, such as --hold-out 0.1");
    }
  }

  private void checkLoss(List<String> problems) {
    boolean isOfClasses = task.loss() == Loss.CROSS_ENTROPY;
    Metric metric = task.data().answers().metric();
    if (isOfClasses && metric != Metric.TOP1) {
      problems.add(
          "--loss cross-entropy needs classes, but these answers are outputs, judged by %s;"
                  .formatted(metric)
              + " use --loss l1 or --loss l2");
    } else if (!isOfClasses && metric == Metric.TOP1) {
      problems.add(
          "--loss %s compares with the output as it should be, but these answers are classes;"
                  .formatted(task.loss())
              + " use --loss cross-entropy");
    }
  }

  private void checkImages(List<String> problems) {
    TrainingSettings settings = task.settings();
    if (!settings.flips() && settings.shifts() == 0) {
      return;
    }
    for (String name : task.data().batched()) {
      Tensor tensor = task.data().inputs().get(name);
      if (tensor.shape().rank() != 4 || tensor.elementType() != ElementType.F32) {
        problems.add(
            "--flip and --shift: input \"%s\" is %s, expected images (f32 of four axes)"
                .formatted(name, tensor.type()));
      }
    }
    if (settings.shifts() > 0 && targets.areImages(task.data().layout())) {
      problems.add(
          "--shift: the answers are images (%s for each item), and what a moved image shows at its"
                  .formatted(targets.output().with(0, 1))
              + " border has no right answer; leave out --shift");
    }
  }
}
