package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/** A function of the elements of two tensors, which broadcast to one shape. */
public record Binary(BinaryFunction function, Value left, Value right) implements Op {
  @Override
  public TensorType inferType() {
    String what = function.mnemonic();
    ElementType elements = Checks.sameElements(what, left, right);
    Shape shape = Strided.broadcastShape(what, left.shape(), right.shape());
    boolean truths = elements == ElementType.BOOL;
    IrException.check(
        function == BinaryFunction.EQUAL || truths == function.isLogical(),
        "%s: operands are %s and %s",
        what,
        left,
        right);
    return new TensorType(function.isComparison() ? ElementType.BOOL : elements, shape);
  }

  /** Float results round once, from the exact double: for f32 that is the IEEE result. */
  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    Tensor a = operands.apply(left);
    Tensor b = operands.apply(right);
    int[] from = Strided.broadcast(left.shape(), type.shape());
    int[] to = Strided.broadcast(right.shape(), type.shape());
    return left.elementType().isFloat()
        ? Tensor.generate(
            type, i -> function.floats().applyAsDouble(a.number(from[i]), b.number(to[i])))
        : Tensor.generateIntegers(
            type, i -> function.integers().applyAsLong(a.integer(from[i]), b.integer(to[i])));
  }
}
