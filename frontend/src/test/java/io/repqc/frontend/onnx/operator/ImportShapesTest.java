package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Other shapes and orders of the same elements, and constants that come of shapes. */
final class ImportShapesTest {
  private static final Tensor CUBE = Tensor.generate(TensorType.f32(2, 3, 4), i -> i);

  private static List<Integer> dims(OneNode node) {
    return node.value().shape().dims();
  }

  @Test
  void reshapeCopiesAndInfersSizes() {
    assertEquals(List.of(2, 12), dims(new OneNode(13, "Reshape").input(CUBE).integers(0, -1)));
    assertEquals(List.of(4, 3, 2), dims(new OneNode(13, "Reshape").input(CUBE).integers(4, 0, -1)));
  }

  @Test
  void reshapeNamesTheShapeThatDoesNotFit() {
    assertEquals(
        "the target shape [5, -1] does not hold the 24 elements of [2,3,4]",
        new OneNode(13, "Reshape").input(CUBE).integers(5, -1).problem());
    assertEquals(
        "the target shape [2, 3, 4, 0] copies axis 3 of [2,3,4]",
        new OneNode(13, "Reshape").input(CUBE).integers(2, 3, 4, 0).problem());
    assertEquals(
        "the target shape [0, -1] leaves open what -1 stands for",
        new OneNode(14, "Reshape").input(CUBE).integers(0, -1).with("allowzero", 1).problem());
  }

  @Test
  void flattenSplitsTheShapeAtAnAxis() {
    assertEquals(List.of(2, 12), dims(new OneNode(13, "Flatten").input(CUBE)));
    assertEquals(List.of(1, 24), dims(new OneNode(13, "Flatten").input(CUBE).with("axis", 0)));
    assertEquals(List.of(24, 1), dims(new OneNode(13, "Flatten").input(CUBE).with("axis", 3)));
    assertEquals(List.of(6, 4), dims(new OneNode(13, "Flatten").input(CUBE).with("axis", -1)));
  }

  @Test
  void squeezeDropsTheAxesNamedOrAllOfSizeOne() {
    Tensor x = Tensor.generate(TensorType.f32(1, 3, 1), i -> i);

    assertEquals(List.of(3), dims(new OneNode(13, "Squeeze").input(x)));
    assertEquals(List.of(1, 3), dims(new OneNode(13, "Squeeze").input(x).integers(-1)));
    assertEquals(
        List.of(3), dims(new OneNode(11, "Squeeze").input(x).with("axes", new long[] {0, 2})));
    assertEquals(
        "axis 1 of [1,3,1] has size 3, expected 1",
        new OneNode(13, "Squeeze").input(x).integers(1).problem());
  }

  @Test
  void unsqueezeCountsAxesInTheResult() {
    Tensor x = Tensor.generate(TensorType.f32(2, 3), i -> i);

    assertEquals(
        List.of(1, 2, 1, 3, 1), dims(new OneNode(13, "Unsqueeze").input(x).integers(-1, 2, 0)));
    assertEquals(
        "the new axes [1, 1] repeat, expected each once",
        new OneNode(13, "Unsqueeze").input(x).integers(1, -3).problem());
  }

  @Test
  void spaceToDepthUndoesDepthToSpace() {
    Tensor x = Tensor.generate(TensorType.f32(1, 4, 1, 2), i -> i);

    new OneNode(13, "DepthToSpace").input(x).with("blocksize", 2).gives(0, 2, 1, 3, 4, 6, 5, 7);
    new OneNode(13, "SpaceToDepth")
        .input(new OneNode(13, "DepthToSpace").input(x).with("blocksize", 2).run().get(0))
        .with("blocksize", 2)
        .gives(x.toNumbers());
  }

  @Test
  void aShapeIsCutToARange() {
    new OneNode(15, "Shape").input(CUBE).gives(2, 3, 4);
    new OneNode(15, "Shape").input(CUBE).with("start", -2).gives(3, 4);
    new OneNode(15, "Shape").input(CUBE).with("start", -9).with("end", 2).gives(2, 3);
    new OneNode(15, "Shape").input(CUBE).with("start", 2).with("end", 1).gives();
  }

  @Test
  void aRangeEndsBeforeItsLimit() {
    range(0, 5, 2).gives(0, 2, 4);
    range(5, 0, -2).gives(5, 3, 1);
    range(5, 0, 1).gives();
    assertEquals(
        "a range from 0.0 to 5.0 in steps of 0.0 is too long; the limit is 268435456 numbers",
        range(0, 5, 0).problem());
  }

  private static OneNode range(long start, long limit, long step) {
    return new OneNode(13, "Range")
        .constant(Tensor.i64(Shape.SCALAR, start))
        .constant(Tensor.i64(Shape.SCALAR, limit))
        .constant(Tensor.i64(Shape.SCALAR, step));
  }

  @Test
  void dropoutOutsideOfTrainingKeepsAll() {
    List<Tensor> outputs = new OneNode(13, "Dropout").input(CUBE).outputs(2).run();

    assertEquals(CUBE, outputs.get(0));
    assertEquals(Tensor.fill(new TensorType(ElementType.BOOL, CUBE.shape()), 1), outputs.get(1));
  }

  @Test
  void dropoutThatTrainsIsRefusedUnlessItDropsNothing() {
    Tensor yes = Tensor.scalar(ElementType.BOOL, 1);

    new OneNode(13, "Dropout")
        .input(CUBE)
        .constant(Tensor.f32(Shape.SCALAR, 0))
        .constant(yes)
        .gives(CUBE.toNumbers());
    assertEquals(
        "the node is in training mode and drops 0.25 of its input at random; export the model in evaluation mode",
        new OneNode(13, "Dropout")
            .input(CUBE)
            .constant(Tensor.f32(Shape.SCALAR, 0.25f))
            .constant(yes)
            .problem());
  }
}
