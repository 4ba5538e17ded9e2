package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import org.junit.jupiter.api.Test;

/** Matrix products, which are linear layers where the matrix belongs to the network. */
final class ImportMatMulTest {
  private static final Tensor ROWS = Tensor.f32(Shape.of(2, 2), 1, 2, 3, 4);
  private static final Tensor MATRIX = Tensor.f32(Shape.of(2, 3), 1, 10, 100, 2, 20, 200);
  private static final Tensor VECTOR = Tensor.f32(Shape.of(2), 1, 10);

  @Test
  void aProductByAParameterIsALinearLayer() {
    OneNode byParameter = new OneNode(13, "MatMul").input(ROWS).constant(MATRIX);

    assertInstanceOf(Linear.class, byParameter.value().op());
    assertInstanceOf(
        MatMul.class, new OneNode(13, "MatMul").input(ROWS).input(MATRIX).value().op());
    new OneNode(13, "MatMul").input(ROWS).constant(MATRIX).gives(5, 50, 500, 11, 110, 1100);
    new OneNode(13, "MatMul").input(ROWS).input(MATRIX).gives(5, 50, 500, 11, 110, 1100);
  }

  @Test
  void aVectorIsARowOnTheLeftAndAColumnOnTheRight() {
    new OneNode(13, "MatMul").input(VECTOR).input(MATRIX).gives(21, 210, 2100);
    new OneNode(13, "MatMul").input(ROWS).constant(VECTOR).gives(21, 43);
    new OneNode(13, "MatMul").input(VECTOR).input(VECTOR).gives(101);
  }

  @Test
  void gemmScalesWeightAndBias() {
    OneNode gemm =
        new OneNode(13, "Gemm")
            .input(ROWS)
            .constant(MATRIX)
            .constant(Tensor.f32(Shape.of(1, 3), 1, 2, 3))
            .with("alpha", 0.5f)
            .with("beta", 2f);

    gemm.gives(4.5, 29, 256, 7.5, 59, 556);
  }

  @Test
  void gemmTransposesEitherSide() {
    new OneNode(13, "Gemm").input(ROWS).constant(ROWS).with("transB", 1).gives(5, 11, 11, 25);
    new OneNode(13, "Gemm").input(ROWS).input(ROWS).with("transA", 1).gives(10, 14, 14, 20);
  }

  @Test
  void aBiasThatDiffersByRowIsASum() {
    Tensor column = Tensor.f32(Shape.of(2, 1), 1, 2);
    Tensor one = Tensor.f32(Shape.SCALAR, 1);

    assertInstanceOf(Binary.class, gemm(column).value().op());
    gemm(column).gives(6, 51, 501, 13, 112, 1102);
    assertInstanceOf(Linear.class, gemm(one).value().op());
    gemm(one).gives(6, 51, 501, 12, 111, 1101);
  }

  private static OneNode gemm(Tensor added) {
    return new OneNode(13, "Gemm").input(ROWS).constant(MATRIX).constant(added);
  }

  @Test
  void namesWhatDoesNotFit() {
    assertEquals(
        "input 0 is %x0 : f32[2], expected a matrix",
        new OneNode(13, "Gemm").input(VECTOR).constant(MATRIX).problem());
    assertEquals(
        "the weight %y0.weight : f32[2,2] has 2 input features, the input %x0 : f32[2,3] has 3",
        new OneNode(13, "MatMul").input(MATRIX).constant(ROWS).problem());
  }
}
