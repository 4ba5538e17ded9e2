package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.compiler.tune.TuneInterruption;
import io.repqc.ir.ModelException;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.torch.TorchEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop on the engine that users have. */
final class TorchLoopTest {
  private static final double HELD = 0.2;

  private static Engine engine;

  @TempDir Path folder;
  private final TrainingTask task = Clusters.task(new Recipe(), HELD);

  @BeforeAll
  static void start() {
    try {
      engine = TorchEngine.start(1);
    } catch (ModelException e) {
      System.err.println("SKIPPED: " + e.getMessage());
      assumeTrue(false, e.getMessage());
    }
  }

  @Test
  void learnsWhatTheDefinitionsLearn() {
    Listening expected = new Listening();
    Listening found = new Listening();
    Trained defined =
        TrainingLoop.start(task, folder.resolve("a")).run(new InterpreterEngine(), expected);
    Trained trained = TrainingLoop.start(task, folder.resolve("b")).run(engine, found);
    for (int step = 0; step < expected.losses.size(); step++) {
      assertEquals(expected.losses.get(step), found.losses.get(step), 1e-4);
    }
    defined
        .numbers()
        .forEach(
            (name, tensor) -> {
              for (int i = 0; i < tensor.count(); i++) {
                assertEquals(tensor.number(i), trained.numbers().get(name).number(i), 1e-4);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 13, 20})
  void goesOnToTheBit(long last) {
    Path checkpoint = folder.resolve("y.checkpoint");
    Trained expected =
        TrainingLoop.start(task, folder.resolve("other")).run(engine, new Listening());
    assertThrows(
        TuneInterruption.class,
        () -> TrainingLoop.start(task, checkpoint).run(engine, new Listening(last)));
    assertEquals(expected, TrainingLoop.resume(task, checkpoint).run(engine, new Listening()));
  }

  @Test
  void saysWhereNumbersEnd() {
    Recipe recipe = new Recipe();
    recipe.learningRate = 1e38;
    TrainingTask wild = Clusters.task(recipe, HELD);
    String message =
        assertThrows(
                ModelException.class,
                () -> TrainingLoop.start(wild, folder.resolve("wild")).run(engine, new Listening()))
            .getMessage();
    assertTrue(message.matches("step \\d+ of 20: the loss is .*, which began in \".*"), message);
  }
}
