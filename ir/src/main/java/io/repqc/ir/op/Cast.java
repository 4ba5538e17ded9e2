package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * The same numbers in another type: floats are cut toward zero, integers wrap; 8-bit floats round
 * to the nearest and, where {@code saturate} says so, stop at the largest finite number.
 */
public record Cast(Value x, ElementType to, boolean saturate) implements Op {

  public Cast(Value x, ElementType to) {
    this(x, to, false);
  }

  @Override
  public TensorType inferType() {
    Checks.isPlain("cast", x);
    return new TensorType(to, x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor tensor = operands.apply(x);
    if (to == ElementType.F8E4M3 || to == ElementType.F8E5M2) {
      return Tensor.generateFloat8(inferType(), saturate, tensor::number);
    }
    return x.elementType().isFloat()
        ? Tensor.generate(inferType(), tensor::number)
        : Tensor.generateIntegers(inferType(), tensor::integer);
  }
}
