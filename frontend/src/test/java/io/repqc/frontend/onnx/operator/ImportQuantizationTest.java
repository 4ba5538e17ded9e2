package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quantizers, and the arithmetic of quantized tensors. */
final class ImportQuantizationTest {
  private static final Tensor X = Tensor.f32(Shape.of(2, 2), -1, 0.5f, 1.5f, 300);
  private static final Tensor ONE = Tensor.f32(Shape.SCALAR, 1);

  private static Tensor integers(ElementType type, Shape shape, long... integers) {
    return Tensor.generateIntegers(new TensorType(type, shape), i -> integers[i]);
  }

  private static OneNode quantize(int opset) {
    return new OneNode(opset, "QuantizeLinear").input(X).constant(ONE);
  }

  @Test
  void theStorageIsThatOfTheZeroPoint() {
    quantize(13).gives(0, 0, 2, 255);
    quantize(13).constant(integers(ElementType.I8, Shape.SCALAR, -5)).gives(-6, -5, -3, 127);
    quantize(21).with("output_dtype", 3).gives(-1, 0, 2, 127);
    assertEquals(ElementType.U8, quantize(13).value().elementType());
  }

  @Test
  void scalesLieAlongAnAxisOrOverBlocks() {
    Tensor two = Tensor.f32(Shape.of(2), 1, 100);
    new OneNode(13, "QuantizeLinear").input(X).constant(two).with("axis", -1).gives(0, 0, 2, 3);
    new OneNode(13, "QuantizeLinear").input(X).constant(two).with("axis", 0).gives(0, 0, 0, 3);
    Tensor blocks = Tensor.f32(Shape.of(1, 3), 1, 10, 100);
    Tensor ones = integers(ElementType.I8, Shape.of(1, 5), 1, 1, 1, 1, 1);
    new OneNode(21, "DequantizeLinear")
        .input(ones)
        .constant(blocks)
        .with("axis", 1)
        .with("block_size", 2)
        .gives(1, 1, 10, 10, 100);
  }

  @Test
  void blocksMustCoverTheAxis() {
    Tensor ones = integers(ElementType.I8, Shape.of(1, 5), 1, 1, 1, 1, 1);

    assertEquals(
        "blocks of 2 along axis 1 of %x0 : i8[1,5] do not fit the scale %x1 : f32[1,2]",
        new OneNode(21, "DequantizeLinear")
            .input(ones)
            .constant(Tensor.f32(Shape.of(1, 2), 1, 2))
            .with("block_size", 2)
            .problem());
  }

  @Test
  void aScaleInAListOfOneFitsAScalar() {
    new OneNode(13, "QuantizeLinear")
        .input(Tensor.f32(Shape.SCALAR, 7))
        .constant(Tensor.f32(Shape.of(1), 2))
        .gives(4);
  }

  @Test
  void aDynamicQuantizerSpreadsTheRangeWithZeroInIt() {
    List<Tensor> results =
        new OneNode(11, "DynamicQuantizeLinear")
            .input(Tensor.f32(Shape.of(3), -1, 1, 1.55f))
            .outputs(3)
            .run();

    OneNode.assertNumbers(results.get(0), 0, 200, 255);
    OneNode.assertNumbers(results.get(1), 0.01);
    OneNode.assertNumbers(results.get(2), 100);
  }

  @Test
  void zerosAloneHaveAScaleToo() {
    new OneNode(11, "DynamicQuantizeLinear").input(Tensor.f32(Shape.of(2), 0, 0)).gives(0, 0);
  }

  /** (3 - 1) * (2 - 1) + (5 - 1) * (4 - 1) + 6 = 20 units of 0.5 * 0.1, in steps of 0.25. */
  @Test
  void quantizedConvolutionsAddTheirBiasInTheUnitOfTheProducts() {
    new OneNode(10, "QLinearConv")
        .input(integers(ElementType.U8, Shape.of(1, 1, 2), 3, 5))
        .constant(Tensor.f32(Shape.SCALAR, 0.5f))
        .constant(integers(ElementType.U8, Shape.SCALAR, 1))
        .constant(integers(ElementType.U8, Shape.of(1, 1, 2), 2, 4))
        .constant(Tensor.f32(Shape.SCALAR, 0.1f))
        .constant(integers(ElementType.U8, Shape.SCALAR, 1))
        .constant(Tensor.f32(Shape.SCALAR, 0.25f))
        .constant(integers(ElementType.U8, Shape.SCALAR, 10))
        .constant(integers(ElementType.I32, Shape.of(1), 6))
        .gives(14);
  }

  @Test
  void integerProductsTakeZeroPointsByRowAndColumn() {
    new OneNode(10, "MatMulInteger")
        .input(integers(ElementType.U8, Shape.of(2, 1), 5, 7))
        .input(integers(ElementType.U8, Shape.of(1, 2), 3, 9))
        .constant(integers(ElementType.U8, Shape.of(2), 4, 9))
        .constant(integers(ElementType.U8, Shape.of(2), 1, 10))
        .gives(2, -1, -4, 2);
  }
}
