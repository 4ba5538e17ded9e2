package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Any function of an 8-bit integer: entry {@code x - (least number of x's type)} of a table of 256.
 */
public record Lookup(Value x, Value table) implements Op {
  private static final int WIDTH = 8;

  @Override
  public TensorType inferType() {
    IrException.check(
        x.elementType().isInteger() && x.elementType().bits() == WIDTH,
        "lookup: %s is not an 8-bit integer",
        x);
    IrException.check(
        table.shape().rank() == 1 && table.type().dim(0) == 1 << WIDTH,
        "lookup: %s is no table of %d",
        table,
        1 << WIDTH);
    return table.type().with(x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    int[] entries = operands.apply(x).toInts();
    int first = (int) x.elementType().minimum();
    for (int i = 0; i < entries.length; i++) {
      entries[i] -= first;
    }
    return operands.apply(table).pick(x.shape(), entries);
  }
}
