package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.tune.Epoch;
import io.repqc.compiler.tune.TrainingSettings.Optimizer;
import io.repqc.compiler.tune.TuneInterruption;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingLoopTest {
  /** Of 50 items 10 are held out, and 40 are 5 batches of 8. */
  private static final double HELD = 0.2;

  private static final int STEPS = 20;

  @TempDir Path folder;
  private Path checkpoint;

  @BeforeEach
  void name() {
    checkpoint = folder.resolve("y.rq.checkpoint");
  }

  @ParameterizedTest
  @EnumSource
  void learnsToTellClusters(Optimizer optimizer) {
    Recipe recipe = new Recipe();
    recipe.optimizer = optimizer;
    Listening listening = new Listening();
    TrainingLoop loop = TrainingLoop.start(Clusters.task(recipe, HELD), checkpoint);
    Trained trained = loop.run(new InterpreterEngine(), listening);
    assertEquals(STEPS, loop.steps());
    assertEquals(STEPS, listening.losses.size());
    assertEquals(trained.history(), listening.epochs);
    assertEquals(4, trained.history().size());
    assertTrue(listening.losses.get(0) > 0.9, listening.losses::toString);
    Epoch last = trained.history().get(3);
    assertEquals(100, last.score());
    double mean = listening.losses.subList(15, 20).stream().mapToDouble(loss -> loss).sum() / 5;
    assertEquals(mean, last.loss(), 1e-12);
    assertTrue(mean < 0.3, listening.losses::toString);
    assertEquals(0.1 * Schedules.share(recipe.schedule, 19, STEPS), last.rate());
  }

  @Test
  void statisticsAreThoseOfAllTrainingData() {
    TrainingTask task = Clusters.task(new Recipe(), HELD);
    Trained trained =
        TrainingLoop.start(task, checkpoint).run(new InterpreterEngine(), new Listening());
    int[] training = Split.of(Clusters.ITEMS, HELD, 1).training();
    Tensor points = task.data().inputs(training).get("x");
    for (int axis = 0; axis < 2; axis++) {
      double sum = 0;
      for (int i = 0; i < training.length; i++) {
        sum += points.number(2 * i + axis);
      }
      assertEquals(sum / training.length, trained.numbers().get("running").number(axis), 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 5, 13, 19, 20})
  void goesOnToTheBit(long last) {
    Recipe recipe = new Recipe();
    recipe.optimizer = Optimizer.ADAM;
    TrainingTask task = Clusters.task(recipe, HELD);
    Listening whole = new Listening();
    Trained expected =
        TrainingLoop.start(task, folder.resolve("other")).run(new InterpreterEngine(), whole);
    Listening before = new Listening(last);
    TuneInterruption stop =
        assertThrows(
            TuneInterruption.class,
            () -> TrainingLoop.start(task, checkpoint).run(new InterpreterEngine(), before));
    assertEquals(last, stop.step());
    Listening after = new Listening();
    TrainingLoop loop = TrainingLoop.resume(task, checkpoint);
    assertEquals(last, loop.done());
    Trained resumed = loop.run(new InterpreterEngine(), after);
    assertEquals(expected, resumed);
    before.losses.addAll(after.losses);
    assertEquals(whole.losses, before.losses);
  }

  @Test
  void goesOnAfterTwoInterruptions() {
    TrainingTask task = Clusters.task(new Recipe(), HELD);
    Trained expected =
        TrainingLoop.start(task, folder.resolve("other"))
            .run(new InterpreterEngine(), new Listening());
    assertThrows(
        TuneInterruption.class,
        () -> TrainingLoop.start(task, checkpoint).run(new InterpreterEngine(), new Listening(3)));
    assertThrows(
        TuneInterruption.class,
        () -> TrainingLoop.resume(task, checkpoint).run(new InterpreterEngine(), new Listening(9)));
    assertEquals(
        expected,
        TrainingLoop.resume(task, checkpoint).run(new InterpreterEngine(), new Listening()));
  }

  @Test
  void resumesNoOtherRun() {
    TrainingTask task = Clusters.task(new Recipe(), HELD);
    assertThrows(
        TuneInterruption.class,
        () -> TrainingLoop.start(task, checkpoint).run(new InterpreterEngine(), new Listening(3)));
    Recipe other = new Recipe();
    other.learningRate = 0.2;
    TrainingTask changed = Clusters.task(other, HELD);
    TrainingTask bits =
        new TrainingTask(
            changed.trainee(),
            changed.data(),
            HELD,
            changed.settings(),
            changed.teacher(),
            Map.of("--bits", "W2A2"));
    assertEquals(
        checkpoint
            + ": it is the checkpoint of another run (--bits: it was W4A4, now it is W2A2;"
            + " learning rate: it was 0.1, now it is 0.2); ask for the same, or leave out"
            + " --resume to begin anew",
        assertThrows(ModelException.class, () -> TrainingLoop.resume(bits, checkpoint))
            .getMessage());
  }

  @Test
  void stopsWhereLossesAreNoNumbers() {
    Recipe recipe = new Recipe();
    recipe.learningRate = 1e38;
    TrainingLoop loop = TrainingLoop.start(Clusters.task(recipe, HELD), checkpoint);
    assertEquals(
        "step 8 of 20: the loss is NaN, which began in \"weight\"; begin anew with a --learning-rate smaller"
            + " than 1.0E38; %s holds the state after step 5".formatted(checkpoint),
        assertThrows(ModelException.class, () -> loop.run(new InterpreterEngine(), new Listening()))
            .getMessage());
    assertEquals(5, TrainingLoop.resume(Clusters.task(recipe, HELD), checkpoint).done());
  }

  @Test
  void savesNoNumbersThatAreNotFinite() {
    Recipe recipe = new Recipe();
    recipe.batch = Clusters.ITEMS;
    recipe.learningRate = 1e39;
    TrainingLoop loop = TrainingLoop.start(Clusters.task(recipe, 0), checkpoint);
    String message =
        assertThrows(ModelException.class, () -> loop.run(new InterpreterEngine(), new Listening()))
            .getMessage();
    assertTrue(message.startsWith("step 1 of 4: a number became "), message);
    assertTrue(
        message.endsWith("a --learning-rate smaller than 1.0E39; there is no checkpoint yet"));
    assertFalse(Files.exists(checkpoint));
  }

  @Test
  void stopsWithoutABetterResult() {
    Recipe recipe = new Recipe();
    recipe.epochs = 40;
    recipe.patience = OptionalInt.of(3);
    Trained trained =
        TrainingLoop.start(Clusters.task(recipe, HELD), checkpoint)
            .run(new InterpreterEngine(), new Listening());
    List<Double> scores = trained.history().stream().map(Epoch::score).toList();
    assertEquals(100, scores.get(trained.best() - 1));
    assertEquals(trained.best() - 1, scores.indexOf(100.0));
    assertEquals(trained.best() + 3, trained.history().size());
  }
}
