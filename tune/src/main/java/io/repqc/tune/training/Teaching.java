package io.repqc.tune.training;

import io.repqc.compiler.Stages;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.ir.Tensor;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.engine.Session;
import java.util.Map;
import java.util.Optional;

/** The network with its loss inside an engine, and what it is fed with. */
final class Teaching implements AutoCloseable {
  private final Minibatches batches;
  private final Optional<Teacher> teacher;
  private final Feed feed;
  private final Session session;

  Teaching(Engine engine, TrainingTask task, Preparation preparation, Stages stages) {
    this.batches = preparation.batches();
    Augmentation augmentation = Augmentation.of(task.settings(), task.data().layout());
    this.teacher =
        task.teacher()
            .map(model -> task.loss() == Loss.CROSS_ENTROPY ? Teacher.withLogits(model) : model)
            .map(model -> new Teacher(engine, model, task.data(), batches.size()));
    if (!augmentation.changes()) {
      teacher.ifPresent(someone -> someone.answerAll(stages.begin("asking the teacher")));
    }
    this.feed =
        new Feed(task.data(), preparation.loss(), preparation.targets(), augmentation, teacher);
    this.session =
        engine.open(preparation.loss().model(), preparation.trained(), task.trainee().rules());
  }

  Session session() {
    return session;
  }

  /** Of a step, counted from 0. */
  Map<String, Tensor> inputs(long step) {
    return feed.inputs(batches.at(step), batches.epoch(step));
  }

  @Override
  public void close() {
    session.close();
    teacher.ifPresent(Teacher::close);
  }
}
