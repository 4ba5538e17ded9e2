package io.repqc.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import org.junit.jupiter.api.Test;

final class TensorTextTest {

  @Test
  void fewNumbersStandInTheText() {
    assertEquals("2.5", TensorText.of(Tensor.scalar(ElementType.F32, 2.5)));
    assertEquals("[2.5]", TensorText.of(Tensor.f32(Shape.of(1), 2.5f)));
    assertEquals("[]", TensorText.of(Tensor.f32(Shape.of(0))));
    assertEquals("[1, -2]", TensorText.of(Tensor.i64(Shape.of(2), 1, -2)));
    assertEquals("[0.0, -0.0]", TensorText.of(Tensor.f32(Shape.of(2), 0f, -0f)));
    assertEquals("255", TensorText.of(Tensor.scalar(ElementType.U8, 255)));
    assertEquals("[4294967295, 1]", TensorText.of(integers(ElementType.U32, -1, 1)));
    assertEquals("[-8, 7]", TensorText.of(integers(ElementType.I4, -8, 7)));
    assertEquals("[true, false]", TensorText.of(integers(ElementType.BOOL, 1, 0)));
  }

  @Test
  void equalNumbersStandThereOnce() {
    assertEquals("fill(0.5)", TensorText.of(Tensor.fill(TensorType.f32(100, 100), 0.5)));
    assertEquals("fill(nan)", TensorText.of(Tensor.fill(TensorType.f32(2), Double.NaN)));
  }

  @Test
  void manyNumbersStandThereByDigest() {
    Tensor many = Tensor.generate(TensorType.f32(17), i -> i);

    assertTrue(TensorText.of(many).matches("data\\([0-9a-f]{24}\\)"));
    assertNotEquals(TensorText.digest(many), TensorText.digest(many.reshape(Shape.of(1, 17))));
    assertEquals("data(8c71e467bf511d69f7ed4f3a)", TensorText.of(many));
  }

  @Test
  void whatANumberDoesNotSayLiesBesideTheText() {
    Tensor two = Tensor.of(ElementType.BOOL, Shape.of(1), new byte[] {2});

    assertTrue(TensorText.isData(two));
  }

  @Test
  void everyNanIsTheSame() {
    Tensor message = Tensor.f32(Shape.of(1), Float.intBitsToFloat(0x7fc00001));

    assertEquals(Tensor.f32(Shape.of(1), Float.NaN), message);
    assertFalse(TensorText.isData(message));
  }

  private static Tensor integers(ElementType type, long... numbers) {
    return Tensor.generateIntegers(new TensorType(type, Shape.of(numbers.length)), i -> numbers[i]);
  }
}
