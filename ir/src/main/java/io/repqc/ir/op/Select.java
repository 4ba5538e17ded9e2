package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/** Element by element one of two tensors; all three operands broadcast to one shape. */
public record Select(Value condition, Value whenTrue, Value whenFalse) implements Op {
  @Override
  public TensorType inferType() {
    IrException.check(
        condition.elementType() == ElementType.BOOL, "select: %s is no truth value", condition);
    TensorType type = Checks.sameLevels("select", whenTrue, whenFalse);
    Shape branches = Strided.broadcastShape("select", whenTrue.shape(), whenFalse.shape());
    return type.with(Strided.broadcastShape("select", branches, condition.shape()));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    Tensor truth = operands.apply(condition);
    Tensor yes = operands.apply(whenTrue);
    Tensor no = operands.apply(whenFalse);
    int[] asked = Strided.broadcast(condition.shape(), type.shape());
    int[] left = Strided.broadcast(whenTrue.shape(), type.shape());
    int[] right = Strided.broadcast(whenFalse.shape(), type.shape());
    return type.elementType() == ElementType.I64
        ? Tensor.generateIntegers(
            type, i -> truth.integer(asked[i]) != 0 ? yes.integer(left[i]) : no.integer(right[i]))
        : Tensor.generate(
            type, i -> truth.integer(asked[i]) != 0 ? yes.number(left[i]) : no.number(right[i]));
  }
}
