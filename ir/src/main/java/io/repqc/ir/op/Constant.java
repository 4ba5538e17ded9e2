package io.repqc.ir.op;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;
import java.util.stream.IntStream;

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

  /** Whether the value is a constant of this number only; -0 is not 0. */
  public static boolean isAll(Value value, double number) {
    return value.op() instanceof Constant constant
        && IntStream.range(0, constant.tensor.count())
            .allMatch(i -> Double.compare(constant.tensor.number(i), number) == 0);
  }
}
