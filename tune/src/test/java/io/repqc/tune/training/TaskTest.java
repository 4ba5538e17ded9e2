package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.tune.training.DataSet.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is trained, and in which words. */
final class TaskTest {
  @TempDir Path folder;
  private final Recipe recipe = new Recipe();

  @Test
  void dataFitTheNetwork() {
    DataSet data = read(Tensor.f32(Shape.of(2, 2), 1, 2, 3, 4), Tensor.i64(Shape.of(2), 0, 2));
    assertEquals(2, data.items());
    assertEquals(Layout.NCHW, data.layout());
  }

  @Test
  void asManyAnswersAsItems() {
    assertProblem(
        folder.resolve("y.npy")
            + ": found i64[3], expected a class for each of the 2 items of output \"y\" [2,3]",
        () -> read(Tensor.f32(Shape.of(2, 2), 1, 2, 3, 4), Tensor.i64(Shape.of(3), 0, 2, 1)));
  }

  @Test
  void labelsAreClassesOfTheNetwork() {
    assertProblem(
        folder.resolve("y.npy") + ": label 1 is 3, but output \"y\" has the classes 0 to 2",
        () -> read(Tensor.f32(Shape.of(2, 2), 1, 2, 3, 4), Tensor.i64(Shape.of(2), 0, 3)));
  }

  @Test
  void inputsHaveTheShapeOfTheNetworks() {
    assertProblem(
        "input \"x\": %s: found f32[2,3], expected f32[N,2]".formatted(folder.resolve("x.npy")),
        () -> read(Tensor.f32(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), Tensor.i64(Shape.of(2), 0, 0)));
  }

  @Test
  void noItemsAreNoData() {
    assertProblem(
        "--data: found no items, expected at least one",
        () -> read(Tensor.f32(Shape.of(0, 2)), Tensor.i64(Shape.of(0))));
  }

  @Test
  void coloursLieLastWhereOnlyThatAxisIsShort() {
    Value x = Value.of("x", new Input(TensorType.f32(1, 8, 8, 3), true));
    Graph graph = new Graph("images", List.of(x), List.of(new Output("y", x)));
    Tensor images = Tensor.generate(TensorType.f32(2, 8, 8, 3), i -> i);
    DataSet data = read(graph, images, images);
    assertEquals(Layout.NHWC, data.layout());
    assertProblem(
        "--shift: the answers are images ([1,8,8,3] for each item), and what a moved image shows"
            + " at its border has no right answer; leave out --shift",
        () -> {
          recipe.shifts = 1;
          TrainingTask task = Clusters.task(recipe, 0);
          Targets targets = Targets.of(data.answers(), Shape.of(2, 8, 8, 3), 0);
          new TaskChecks(with(task, data), targets, Split.of(2, 0, 1)).check();
        });
  }

  @Test
  void lossesFitTheAnswers() {
    recipe.loss = Optional.of(Loss.L1);
    assertProblem(
        "--loss l1 compares with the output as it should be, but these answers are classes;"
            + " use --loss cross-entropy",
        this::start);
  }

  @Test
  void onlyImagesMove() {
    recipe.flips = true;
    assertProblem(
        "--flip and --shift: input \"x\" is f32[50,2], expected images (f32 of four axes)",
        this::start);
  }

  @Test
  void patienceNeedsWhatIsHeldOut() {
    recipe.patience = OptionalInt.of(2);
    assertProblem(
        "--patience: nothing is held out by which to see that training gets no better;"
            + " add --hold-out, such as --hold-out 0.1",
        this::start);
  }

  private void start() {
    TrainingLoop.start(Clusters.task(recipe, 0), folder.resolve("y.checkpoint"));
  }

  private static TrainingTask with(TrainingTask task, DataSet data) {
    return new TrainingTask(
        task.trainee(), data, 0, task.settings(), task.teacher(), task.request());
  }

  private DataSet read(Tensor inputs, Tensor answers) {
    return read(Clusters.model().graph(), inputs, answers);
  }

  private DataSet read(Graph graph, Tensor inputs, Tensor answers) {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    TensorFiles.write(x, inputs);
    TensorFiles.write(y, answers);
    return new Reading(graph, Optional.empty(), Optional.empty(), 1)
        .read("--data", List.of(x.toString()), y);
  }

  private static void assertProblem(String message, Runnable action) {
    assertEquals(message, assertThrows(ModelException.class, action::run).getMessage());
  }
}
