package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Numbers that belong to the network and lie beside the graph, in the {@link io.repqc.ir.Model}.
 */
public record Parameter(TensorType type, boolean trainable) implements Op {
  @Override
  public TensorType inferType() {
    return type;
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    throw new IrException("a parameter is given, not computed");
  }
}
