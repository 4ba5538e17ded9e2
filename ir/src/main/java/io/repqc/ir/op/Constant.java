package io.repqc.ir.op;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/** Numbers that nothing will ever change. */
public record Constant(Tensor tensor) implements Op {
  @Override
  public TensorType inferType() {
    return tensor.type();
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    return tensor;
  }
}
