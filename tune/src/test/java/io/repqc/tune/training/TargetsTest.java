package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import org.junit.jupiter.api.Test;

final class TargetsTest {

  @Test
  void aClassIsAShareOfOne() {
    Targets targets = classes(Shape.of(3, 4), 0, Shape.of(3), 2, 0, 3);
    assertEquals(
        Tensor.f32(Shape.of(2, 4), 0, 0, 0, 1, 0, 0, 1, 0), targets.pick(new int[] {2, 0}));
    assertFalse(targets.areImages(Layout.NCHW));
  }

  @Test
  void smoothingGoesToAllAlike() {
    Targets targets = classes(Shape.of(3, 4), 0.5, Shape.of(3), 2, 0, 3);
    assertEquals(
        Tensor.f32(Shape.of(1, 4), 0.625f, 0.125f, 0.125f, 0.125f), targets.pick(new int[] {1}));
  }

  @Test
  void everyPositionMayHaveAClass() {
    Targets targets = classes(Shape.of(2, 3, 1, 2), 0, Shape.of(2, 1, 2), 2, 0, 1, 1);
    assertEquals(
        Tensor.f32(Shape.of(2, 3, 1, 2), 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0),
        targets.pick(new int[] {1, 0}));
    assertTrue(targets.areImages(Layout.NCHW));
    assertFalse(targets.areImages(Layout.NHWC), "classes lie along no channels then");
  }

  @Test
  void imagesAreThemselvesInFloats() {
    Shape shape = Shape.of(2, 1, 1, 2);
    Tensor images = Tensor.of(ElementType.F64, shape, new double[] {1, 2, 3, 0.1});
    Targets targets = Targets.of(new Answers(Metric.PSNR, 1, images), shape, 0.5);
    assertEquals(Tensor.f32(Shape.of(1, 1, 1, 2), 3, 0.1f), targets.pick(new int[] {1}));
    assertTrue(targets.areImages(Layout.NCHW));
  }

  @Test
  void logitsOfFourAxesAreNoImages() {
    assertFalse(classes(Shape.of(1, 4, 1, 1), 0, Shape.of(1), 3).areImages(Layout.NCHW));
    assertFalse(classes(Shape.of(1, 1, 1, 4), 0, Shape.of(1), 3).areImages(Layout.NCHW));
  }

  private static Targets classes(Shape output, double smoothing, Shape shape, long... classes) {
    Answers answers = new Answers(Metric.TOP1, 1, Tensor.i64(shape, classes));
    return Targets.of(answers, output, smoothing);
  }
}
