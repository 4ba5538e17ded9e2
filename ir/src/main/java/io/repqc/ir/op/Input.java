package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/** What the caller of the network gives; dimension 0 is the batch if it is {@code batched}. */
public record Input(TensorType type, boolean batched) implements Op {
  public Input {
    IrException.check(!batched || type.rank() > 0, "a scalar has no batch");
  }

  @Override
  public TensorType inferType() {
    return type;
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    throw new IrException("an input is given, not computed");
  }
}
