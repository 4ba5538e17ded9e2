package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of tensors, and borders around them. */
final class ImportPartsTest {
  private static final Tensor ROW = Tensor.f32(Shape.of(1, 5), 0, 1, 2, 3, 4);

  @Test
  void splitsAsTheNodeSays() {
    List<Tensor> parts =
        new OneNode(13, "Split").input(ROW).integers(2, 0, 3).with("axis", 1).outputs(3).run();

    OneNode.assertNumbers(parts.get(0), 0, 1);
    OneNode.assertNumbers(parts.get(1));
    OneNode.assertNumbers(parts.get(2), 2, 3, 4);
  }

  @Test
  void theLastPartMayBeSmallerSinceOpset18() {
    List<Tensor> parts = split(18).with("num_outputs", 2).outputs(2).run();

    OneNode.assertNumbers(parts.get(0), 0, 1, 2);
    OneNode.assertNumbers(parts.get(1), 3, 4);
    assertEquals("5 elements do not split into 2 equal parts", split(13).outputs(2).problem());
  }

  @Test
  void partsAddUpToTheWhole() {
    assertEquals(
        "the parts have sizes [2, 2], expected 2 of them that add up to 5",
        new OneNode(13, "Split").input(ROW).integers(2, 2).with("axis", 1).outputs(2).problem());
    assertEquals(
        "num_outputs is 1000000000, but the node has 2 outputs",
        split(18).with("num_outputs", 1000000000).outputs(2).problem());
  }

  private static OneNode split(int opset) {
    return new OneNode(opset, "Split").input(ROW).with("axis", 1);
  }

  @Test
  void slicesFromEitherEnd() {
    slice(new long[] {1}, new long[] {-1}, 1).gives(1, 2, 3);
    slice(new long[] {-2}, new long[] {Long.MAX_VALUE}, 1).gives(3, 4);
    slice(new long[] {-1}, new long[] {Long.MIN_VALUE}, -2).gives(4, 2, 0);
    slice(new long[] {9}, new long[] {99}, 1).gives();
    assertEquals("a step is 0 in [0]", slice(new long[] {0}, new long[] {1}, 0).problem());
  }

  private static OneNode slice(long[] starts, long[] ends, long step) {
    return new OneNode(13, "Slice")
        .input(ROW)
        .integers(starts)
        .integers(ends)
        .integers(1)
        .integers(step);
  }

  @Test
  void anAxisThatIsKeptWholeIsNotNamed() {
    long[] ends = {Integer.MAX_VALUE, 4};

    Slice slice =
        assertInstanceOf(
            Slice.class,
            new OneNode(9, "Slice")
                .input(ROW)
                .with("starts", new long[] {0, 1})
                .with("ends", ends)
                .value()
                .op());

    assertEquals(Slice.along(slice.x(), 1, 1, 3), slice);
  }

  @Test
  void gatherNamesTheIndexThatIsNotThere() {
    new OneNode(13, "Gather").input(ROW).integers(-1, 0).with("axis", 1).gives(4, 0);
    assertEquals(
        "index 5 of an axis of size 5",
        new OneNode(13, "Gather").input(ROW).integers(5).with("axis", 1).problem());
  }

  @Test
  void padsTheAxesNamed() {
    new OneNode(18, "Pad")
        .input(ROW)
        .integers(1, -3)
        .constant(Tensor.f32(Shape.SCALAR, 7))
        .integers(-1)
        .gives(7, 0, 1);
  }

  @Test
  void cutsBeforeItMakesABorderOfWhatIsLeft() {
    pad("wrap").integers(0, -3, 0, 1).gives(3, 4, 3);
    pad("edge").integers(0, 1, 0, -3).gives(0, 0, 1);
    pad("reflect").integers(0, 1, 0, -3).gives(1, 0, 1);
  }

  @Test
  void aReflectedBorderIsSmallerThanWhatItReflects() {
    assertEquals(
        "a reflected border of 5 on axis 1 of [1,5], expected one smaller than the axis",
        pad("reflect").integers(0, 5, 0, 0).problem());
  }

  @Test
  void padsGoByTwo() {
    assertEquals(
        "pads has 2 numbers [1, 1], expected 4, two for each axis",
        pad("constant").integers(1, 1).problem());
    assertEquals(
        "mode is 'mirror', expected constant, edge, reflect or wrap",
        pad("mirror").integers(0, 1, 0, 1).problem());
  }

  private static OneNode pad(String mode) {
    return new OneNode(19, "Pad").input(ROW).with("mode", mode);
  }

  @Test
  void tileRepeatsEachAxis() {
    Tensor x = Tensor.f32(Shape.of(2, 1), 1, 2);

    new OneNode(13, "Tile").input(x).integers(1, 2).gives(1, 1, 2, 2);
    new OneNode(13, "Tile").input(x).integers(2, 2).gives(1, 1, 2, 2, 1, 1, 2, 2);
    new OneNode(13, "Tile").input(x).integers(2, 0).gives();
    assertEquals(
        "axis 0 is repeated 1000000 times, expected at most 4096",
        new OneNode(13, "Tile").input(x).integers(1000000, 1).problem());
  }

  @Test
  void bothShapesOfExpandStretch() {
    Tensor x = Tensor.f32(Shape.of(2, 1), 1, 2);

    new OneNode(13, "Expand").input(x).integers(3).gives(1, 1, 1, 2, 2, 2);
    new OneNode(13, "Expand").input(x).integers(1, 2, 0).gives();
    assertEquals(
        "an axis of size 2 cannot stretch to 3",
        new OneNode(13, "Expand").input(x).integers(3, 1).problem());
  }

  @Test
  void constantOfShapeIsZeroByDefault() {
    assertEquals(
        Tensor.fill(TensorType.f32(1, 2), 0),
        new OneNode(13, "ConstantOfShape").integers(1, 2).run().get(0));
    assertEquals(
        "the shape is [-1], expected no negative size",
        new OneNode(13, "ConstantOfShape").integers(-1).problem());
  }
}
