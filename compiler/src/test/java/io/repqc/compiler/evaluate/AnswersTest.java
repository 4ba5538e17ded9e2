package io.repqc.compiler.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswersTest {
  @TempDir Path folder;

  @Test
  void countsTheLargestOutputThatIsFirst() {
    Tensor logits =
        Tensor.f32(Shape.of(4, 3), 1, 3, 2, /**/ 5, 5, 0, /**/ 0, 7, 7, /**/ -1, -2, -3);
    Answers answers = read(classes(1, 0, 2, 0), TensorType.f32(1, 3), 4);

    assertEquals(Metric.TOP1, answers.metric());
    assertEquals(75, answers.score(logits));
    assertEquals("75.00 %", answers.metric().text(75));
  }

  @Test
  void findsTheClassesOfEachPosition() {
    Tensor map = Tensor.f32(Shape.of(1, 2, 1, 3), 1, 5, 3, /**/ 4, 2, 6);
    Tensor words = Tensor.f32(Shape.of(1, 3, 2), 1, 4, 5, 2, 3, 6);
    Path labels = write(Tensor.i64(Shape.of(1, 3), 1, 0, 1));

    assertEquals(100, read(labels, TensorType.f32(1, 2, 1, 3), 1).score(map));
    assertEquals(100, read(labels, TensorType.f32(1, 3, 2), 1).score(words));
  }

  @Test
  void averagesTheRatiosOfTheImages() {
    TensorType type = TensorType.f32(1, 1, 1, 2);
    Tensor found = Tensor.f32(Shape.of(2, 1, 1, 2), 0.1f, 0.1f, 0.51f, 0.49f);
    Path images = write(Tensor.f32(Shape.of(2, 1, 1, 2), 0, 0, 0.5f, 0.5f));

    Answers unit = read(images, type, 2);

    assertEquals(Metric.PSNR, unit.metric());
    assertEquals((20 + 40) / 2.0, unit.score(found), 1e-5);
    Answers wide = Answers.read(images, output(type), 1, 2, Optional.empty(), 10);
    assertEquals((40 + 60) / 2.0, wide.score(found), 1e-5);
    Answers squares = Answers.read(images, output(type), 1, 2, Optional.of(Metric.MSE), 1);
    assertEquals((0.01 + 0.0001) / 2, squares.score(found), 1e-8);
    assertEquals("5.050e-03", squares.metric().text(0.00505));
  }

  @Test
  void pixelsCountFromZeroToThePeak() {
    Path images =
        write(Tensor.of(ElementType.U8, Shape.of(1, 1, 1, 2), new byte[] {0, (byte) 255}));
    Tensor found = Tensor.f32(Shape.of(1, 1, 1, 2), 0.1f, 0.9f);

    assertEquals(20, read(images, TensorType.f32(1, 1, 1, 2), 1).score(found), 1e-5);
  }

  @Test
  void refusesWhatAnswersNothing() {
    Path labels = classes(0, 1, 2);
    TensorType logits = TensorType.f32(1, 3);

    assertRefused(
        "found i64[3], expected a class for each of the 4 items of output \"y\" [4,3]",
        labels,
        logits,
        4);
    assertRefused(
        "label 2 is 2, but output \"y\" has the classes 0 to 1", labels, TensorType.f32(1, 2), 3);
    assertRefused(
        "found f32[2], psnr compares with output \"y\" and expects f32[2,3]; classes are integers:"
            + " save y.astype('int64')",
        write(Tensor.f32(Shape.of(2), 1, 2)),
        logits,
        2);
    Path floats = write(Tensor.f32(Shape.of(2), 1, 2));
    assertEquals(
        floats + ": found f32[2], top1 needs integers, the index of the right class for each item",
        assertThrows(
                ModelException.class,
                () -> Answers.read(floats, output(logits), 1, 2, Optional.of(Metric.TOP1), 1))
            .getMessage());
    assertEquals(
        "output \"y\" is f32[5]: it has no answer for each item",
        assertThrows(ModelException.class, () -> read(labels, TensorType.f32(5), 1)).getMessage());
  }

  private void assertRefused(String message, Path file, TensorType type, int items) {
    assertEquals(
        file + ": " + message,
        assertThrows(ModelException.class, () -> read(file, type, items)).getMessage());
  }

  private static Answers read(Path file, TensorType type, int items) {
    return Answers.read(file, output(type), 1, items, Optional.empty(), 1);
  }

  private static Output output(TensorType type) {
    return new Output("y", Value.of("y", new Input(type, false)));
  }

  private Path classes(long... classes) {
    return write(Tensor.i64(Shape.of(classes.length), classes));
  }

  private Path write(Tensor tensor) {
    Path file = folder.resolve("labels.npy");
    TensorFiles.write(file, tensor);
    return file;
  }
}
