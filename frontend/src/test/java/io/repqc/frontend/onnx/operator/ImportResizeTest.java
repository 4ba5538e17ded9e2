package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Resize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resize and Upsample through their versions. */
final class ImportResizeTest {
  private static final Tensor LINE = Tensor.f32(Shape.of(1, 1, 4), 1, 2, 3, 4);

  private static Tensor scales(float... scales) {
    return Tensor.f32(Shape.of(scales.length), scales);
  }

  private static OneNode resize(float scale) {
    return new OneNode(13, "Resize").input(LINE).noInput().constant(scales(1, 1, scale));
  }

  private static OneNode sized(Tensor x, long... sizes) {
    return new OneNode(18, "Resize").input(x).noInput().noInput().integers(sizes);
  }

  @Test
  void onlyAxesThatChangeAreNamed() {
    Resize op = (Resize) resize(2).value().op();

    assertEquals(List.of(2), op.axes());
    assertEquals(List.of(8), op.sizes());
    assertEquals(Input.class, resize(1).value().op().getClass());
  }

  @Test
  void sizesAreRoundedDownInSinglePrecision() {
    Tensor ten = Tensor.generate(TensorType.f32(1, 10), i -> i);
    OneNode node = new OneNode(13, "Resize").input(ten).noInput().constant(scales(1, 0.7f));

    assertEquals(List.of(1, 7), node.value().shape().dims());
  }

  @Test
  void oneScaleMayKeepTheAspect() {
    Tensor image = Tensor.generate(TensorType.f32(1, 1, 2, 4), i -> i);
    OneNode smaller =
        sized(image, 7, 8)
            .with("axes", new long[] {2, 3})
            .with("keep_aspect_ratio_policy", "not_larger");
    OneNode larger =
        sized(image, 7, 8)
            .with("axes", new long[] {2, 3})
            .with("keep_aspect_ratio_policy", "not_smaller");

    assertEquals(List.of(1, 1, 4, 8), smaller.value().shape().dims());
    assertEquals(List.of(1, 1, 7, 14), larger.value().shape().dims());
  }

  @Test
  void cropsToARegion() {
    new OneNode(13, "Resize")
        .input(LINE)
        .constant(scales(0, 0, 0.5f, 1, 1, 1.5f))
        .constant(scales(1, 1, 0.75f))
        .with("mode", "linear")
        .with("coordinate_transformation_mode", "tf_crop_and_resize")
        .with("extrapolation_value", 9f)
        .gives(2.5, 4, 9);
  }

  @Test
  void beforeOpset11TheRightNeighbourIsNearestWhereATensorShrinks() {
    new OneNode(10, "Resize").input(LINE).constant(scales(1, 1, 0.6f)).gives(1, 3);
    new OneNode(10, "Resize").input(LINE).constant(scales(1, 1, 1.3f)).gives(1, 1, 2, 3, 4);
    new OneNode(9, "Upsample")
        .input(LINE)
        .constant(scales(1, 1, 2))
        .with("mode", "linear")
        .gives(1, 1.5, 2, 2.5, 3, 3.5, 4, 4);
    assertEquals(
        "scales [1.0, 2.0, 0.5] shrink and enlarge, which opset 10 leaves open;"
            + " export with opset 11 or later",
        new OneNode(10, "Resize").input(LINE).constant(scales(1, 2, 0.5f)).problem());
  }

  @Test
  void namesWhatDoesNotFit() {
    assertEquals(
        "mode is 'area', expected one of [nearest, linear, cubic]",
        resize(2).with("mode", "area").problem());
    assertEquals(
        "scales has 2 numbers [1.0, 2.0], expected 3",
        new OneNode(13, "Resize").input(LINE).noInput().constant(scales(1, 2)).problem());
    assertEquals("scales are [1.0, 1.0, -2.0], expected positive ones", resize(-2).problem());
    assertEquals("expected either scales or sizes", resize(2).integers(1, 1, 8).problem());
    assertEquals(
        "keep_aspect_ratio_policy is 'fit', expected stretch, not_larger or not_smaller",
        sized(LINE, 1, 1, 8).with("keep_aspect_ratio_policy", "fit").problem());
  }
}
