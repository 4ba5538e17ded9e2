package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;

/** Constant operands, and what an op makes of them. */
final class Numbers {
  private Numbers() {}

  static Value f32(Shape shape, double... numbers) {
    return of(ElementType.F32, shape, numbers);
  }

  static Value of(ElementType elementType, Shape shape, double... numbers) {
    Tensor tensor = Tensor.generate(new TensorType(elementType, shape), i -> numbers[i]);
    return Value.of("constant", new Constant(tensor));
  }

  static Tensor evaluate(Op op) {
    return op.evaluate(operand -> ((Constant) operand.op()).tensor());
  }

  static void assertGives(Op op, Shape shape, double... expected) {
    Tensor found = evaluate(op);
    assertEquals(op.inferType(), found.type());
    assertEquals(shape, found.shape());
    assertArrayEquals(expected, found.toNumbers(), 1e-6);
  }
}
