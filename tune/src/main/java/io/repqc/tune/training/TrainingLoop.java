package io.repqc.tune.training;

import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.Epoch;
import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TuneInterruption;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.ir.ModelException;
import io.repqc.ir.OutputFile;
import io.repqc.ir.Tensor;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.engine.Session;
import io.repqc.tune.engine.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a network, step by step; the engine runs and differentiates, all else is done here. A run
 * that was interrupted and resumed gives the same bits as one that was not.
 */
public final class TrainingLoop {
  private final TrainingTask task;
  private final Path checkpoint;
  private final Map<String, String> fingerprint;
  private final Preparation preparation;
  private final State state;
  private long saved;

  private TrainingLoop(TrainingTask task, Path checkpoint) {
    this.task = task;
    this.checkpoint = checkpoint;
    this.preparation = Preparation.of(task);
    this.fingerprint = Fingerprint.of(task);
    Map<String, Tensor> numbers = preparation.numbers();
    this.state = new State(new Descent(task.trainee(), task.settings(), numbers), numbers);
  }

  /** A new run, whose state goes to {@code checkpoint} after each epoch. */
  public static TrainingLoop start(TrainingTask task, Path checkpoint) {
    OutputFile.check(checkpoint);
    return new TrainingLoop(task, checkpoint);
  }

  /**
   * Goes on from {@code checkpoint}; one that is not there, is damaged or is another task's is
   * refused.
   */
  public static TrainingLoop resume(TrainingTask task, Path checkpoint) {
    Checkpoint found = CheckpointFile.read(checkpoint);
    TrainingLoop loop = new TrainingLoop(task, checkpoint);
    List<String> differences = Fingerprint.differences(found.task(), loop.fingerprint);
    ModelException.check(
        differences.isEmpty(),
        "%s: it is the checkpoint of another run (%s); ask for the same, or leave out --resume to"
            + " begin anew",
        checkpoint,
        String.join("; ", differences));
    loop.state.restore(found);
    loop.saved = found.steps();
    return loop;
  }

  /** How many steps there are in all; fewer are taken if it stops early. */
  public long steps() {
    return (long) task.settings().epochs() * preparation.batches().perEpoch();
  }

  /** How many items are held out. */
  public int held() {
    return preparation.split().held().length;
  }

  /** These items, if there are any. */
  public Optional<DataSet> heldOut() {
    return held() == 0
        ? Optional.empty()
        : Optional.of(task.data().pick(preparation.split().held()));
  }

  /** How many steps are done. */
  public long done() {
    return state.steps();
  }

  /**
   * Trains to the end. Tells of steps and epochs, and of the parts that come after; of no plan,
   * which is the caller's. The checkpoint stays; whoever has written the result deletes it.
   */
  public Trained run(Engine engine, TuneListener listener) {
    try (Evaluation evaluation = evaluation(engine)) {
      if (!isOver()) {
        train(engine, evaluation, listener);
      }
      return finish(evaluation, listener);
    }
  }

  private Evaluation evaluation(Engine engine) {
    return new Evaluation(
        engine, task.trainee().model(), task.data(), preparation.batches().size());
  }

  private void train(Engine engine, Evaluation evaluation, TuneListener listener) {
    try (Teaching teaching = new Teaching(engine, task, preparation, listener)) {
      teaching.session().update(state.numbers());
      while (!isOver()) {
        double loss = step(teaching);
        listener.step(state.steps(), steps(), loss);
        boolean isCancelled = listener.isCancelled();
        if (state.steps() % preparation.batches().perEpoch() == 0) {
          listener.epoch(endEpoch(evaluation));
          save();
        } else if (isCancelled) {
          save();
        }
        if (isCancelled) {
          throw new TuneInterruption(checkpoint, state.steps());
        }
      }
    }
  }

  private boolean isOver() {
    boolean isBetweenEpochs = state.steps() % preparation.batches().perEpoch() == 0;
    int idle = state.history().size() - state.bestEpoch();
    boolean isStuck =
        task.settings().patience().isPresent() && idle >= task.settings().patience().getAsInt();
    return state.steps() == steps() || isBetweenEpochs && isStuck;
  }

  private double step(Teaching teaching) {
    long number = state.steps();
    Map<String, Tensor> inputs = teaching.inputs(number);
    long seed = Draw.STEP.seed(task.settings().seed(), number);
    Session session = teaching.session();
    Step step = session.step(inputs, LossGraph.LOSS, seed);
    if (!Double.isFinite(step.loss())) {
      throw notFinite(
          number + 1, "the loss is " + step.loss(), session.firstNonFinite(inputs, seed));
    }
    Map<String, Tensor> running =
        RunningStatistics.next(
            state.numbers(), step.statistics(), task.settings().statisticsMomentum());
    Map<String, Tensor> changed = state.step(step.loss(), step.gradients(), rate(number), running);
    changed.keySet().retainAll(preparation.read());
    session.update(changed);
    return step.loss();
  }

  private double rate(long step) {
    TrainingSettings settings = task.settings();
    return settings.learningRate() * Schedules.share(settings.schedule(), step, steps());
  }

  private Epoch endEpoch(Evaluation evaluation) {
    int[] held = preparation.split().held();
    Metric metric = task.data().answers().metric();
    double score = Double.NaN;
    if (held.length > 0) {
      evaluation.update(settled(state.numbers()));
      score = evaluation.score(held);
    }
    double rate = rate(state.steps() - 1);
    return state.endEpoch(preparation.batches().perEpoch(), score, rate, metric);
  }

  /** All numbers of the network as they are deployed. */
  private Map<String, Tensor> settled(Map<String, Tensor> numbers) {
    Map<String, Tensor> all = new LinkedHashMap<>(task.trainee().model().parameters());
    all.putAll(numbers);
    all.putAll(task.trainee().settled().apply(all));
    return all;
  }

  private Trained finish(Evaluation evaluation, TuneListener listener) {
    Map<String, Tensor> numbers = settled(state.best());
    if (preparation.hasStatistics()) {
      evaluation.update(numbers);
      numbers.putAll(
          evaluation.statistics(
              preparation.batches(), listener.begin("averaging statistics over the data")));
    }
    return new Trained(numbers, state.history(), state.bestEpoch());
  }

  private void save() {
    state.numbers().forEach(this::checkFinite);
    CheckpointFile.write(checkpoint, state.save(fingerprint));
    saved = state.steps();
  }

  private void checkFinite(String name, Tensor tensor) {
    for (float number : tensor.floats()) {
      if (!Float.isFinite(number)) {
        throw notFinite(state.steps(), "a number became " + number, Optional.of(name));
      }
    }
  }

  private ModelException notFinite(long step, String what, Optional<String> origin) {
    String where = origin.map(name -> ", which began in \"" + name + "\"").orElse("");
    String kept =
        saved == 0
            ? "there is no checkpoint yet"
            : "%s holds the state after step %d".formatted(checkpoint, saved);
    return new ModelException(
        "step %d of %d: %s%s; begin anew with a --learning-rate smaller than %s; %s"
            .formatted(step, steps(), what, where, task.settings().learningRate(), kept));
  }
}
