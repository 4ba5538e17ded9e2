package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.compiler.tune.TuneInterruption;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that multiplies each column by a number. The right numbers are their own mirror image,
 * so that images and answers that are mirrored together, and only these, leave no error.
 */
final class ImageLoopTest {
  private static final int ITEMS = 12;

  @TempDir Path folder;
  private final Recipe recipe = new Recipe();

  @Test
  void answersFollowTheirImages() {
    recipe.epochs = 30;
    recipe.batch = 4;
    recipe.flips = true;
    recipe.momentum = 0.5;
    recipe.loss = Optional.of(Loss.L2);
    recipe.learningRate = 1;
    Listening listening = new Listening();
    Trained trained = run(task(Optional.empty()), listening);
    Tensor factors = trained.numbers().get("factors");
    double[] expected = {2, -1, -1, 2};
    for (int x = 0; x < 4; x++) {
      assertEquals(expected[x], factors.number(x), 1e-2);
    }
    assertTrue(listening.losses.get(89) < 1e-3);
    assertTrue(Double.isNaN(trained.history().get(0).score()));
    assertEquals(30, trained.best());
  }

  /** With the whole weight, the teacher's factors are learned, also of mirrored images. */
  @Test
  void aTeacherIsAskedOfEveryMovedImage() {
    recipe.epochs = 30;
    recipe.batch = 4;
    recipe.flips = true;
    recipe.momentum = 0.5;
    recipe.learningRate = 1;
    recipe.distillation = 1;
    Tensor factors = run(task(taught(1, 2, 3, 4)), new Listening()).numbers().get("factors");
    for (int x = 0; x < 4; x++) {
      assertEquals(x + 1, factors.number(x), 1e-2);
    }
  }

  @Test
  void aTeacherThatAnswersOnceSaysTheSame() {
    recipe.epochs = 2;
    recipe.batch = 5;
    recipe.distillation = 0.5;
    TrainingTask task = task(taught(1, 2, 3, 4));
    Preparation preparation = Preparation.of(task);
    try (Teaching once =
        new Teaching(new InterpreterEngine(), task, preparation, new Listening())) {
      Tensor answers = once.inputs(1).get(preparation.loss().teacher().orElseThrow());
      Tensor images = once.inputs(1).get("x");
      for (int i = 0; i < answers.count(); i++) {
        assertEquals(images.number(i) * (i % 4 + 1), answers.number(i), 1e-6);
      }
    }
  }

  @Test
  void goesOnToTheBitWithATeacherAndMovedImages() {
    recipe.batch = 4;
    recipe.flips = true;
    recipe.distillation = 0.5;
    TrainingTask task = task(taught(1, 2, 3, 4));
    Trained expected = run(task, new Listening());
    Path checkpoint = folder.resolve("other");
    assertThrows(
        TuneInterruption.class,
        () -> TrainingLoop.start(task, checkpoint).run(new InterpreterEngine(), new Listening(5)));
    assertEquals(
        expected,
        TrainingLoop.resume(task, checkpoint).run(new InterpreterEngine(), new Listening()));
  }

  @Test
  void noEpochsLeaveTheNetworkAsItWas() {
    recipe.epochs = 0;
    Trained trained = run(task(Optional.empty()), new Listening());
    assertEquals(model(1, 1, 1, 1).parameters(), trained.numbers());
    assertEquals(0, trained.best());
  }

  private Trained run(TrainingTask task, Listening listening) {
    return TrainingLoop.start(task, folder.resolve("y.checkpoint"))
        .run(new InterpreterEngine(), listening);
  }

  private TrainingTask task(Optional<Model> teacher) {
    Random random = new Random(3);
    Tensor images = Tensor.generate(TensorType.f32(ITEMS, 1, 2, 4), i -> 0.5 + random.nextDouble());
    Tensor right =
        Tensor.generate(images.type(), i -> images.number(i) * (i % 4 % 3 == 0 ? 2 : -1));
    DataSet data =
        new DataSet(
            Map.of("x", images), List.of("x"), new Answers(Metric.PSNR, 1, right), Layout.NCHW);
    Trainee trainee =
        new Trainee(
            model(1, 1, 1, 1),
            Map.of("factors", Group.WEIGHT),
            Map.of(),
            Map.of(),
            Optional.empty(),
            all -> all,
            all -> all,
            all -> List.of());
    return new TrainingTask(trainee, data, 0, recipe.settings(), teacher, Map.of());
  }

  private static Optional<Model> taught(float... factors) {
    return Optional.of(model(factors));
  }

  private static Model model(float... factors) {
    Value x = Value.of("x", new Input(TensorType.f32(1, 1, 2, 4), true));
    Value parameter = Value.of("factors", new Parameter(TensorType.f32(4), true));
    Value y = Value.of("y", new Binary(BinaryFunction.MUL, x, parameter));
    Graph graph = new Graph("columns", List.of(x), List.of(new Output("y", y)));
    return new Model(graph, Map.of("factors", Tensor.f32(Shape.of(4), factors)));
  }
}
