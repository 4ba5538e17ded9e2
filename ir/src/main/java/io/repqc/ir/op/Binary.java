package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * A function of the elements of two tensors, which broadcast to one shape. Of quantized operands
 * there are the product, an exact sum of one term, and the larger and smaller on equal levels.
 */
public record Binary(BinaryFunction function, Value left, Value right) implements Op {
  @Override
  public TensorType inferType() {
    String what = function.mnemonic();
    Shape shape = Strided.broadcastShape(what, left.shape(), right.shape());
    if (isQuantizedProduct()) {
      return Products.of(what, left, right).each(shape);
    }
    if (function != BinaryFunction.MAX && function != BinaryFunction.MIN) {
      Checks.isPlain(what, left);
    }
    ElementType elements = Checks.sameLevels(what, left, right).elementType();
    IrException.check(
        function == BinaryFunction.EQUAL || (elements == ElementType.BOOL) == function.isLogical(),
        "%s: operands are %s and %s",
        what,
        left,
        right);
    return function.isComparison()
        ? new TensorType(ElementType.BOOL, shape)
        : left.type().with(shape);
  }

  private boolean isQuantizedProduct() {
    return function == BinaryFunction.MUL
        && (left.type().quantization().isPresent() || right.type().quantization().isPresent());
  }

  /** Float results round once, from the exact double: for f32 that is the IEEE result. */
  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    Tensor a = operands.apply(left);
    Tensor b = operands.apply(right);
    if (isQuantizedProduct()) {
      return Tensor.of(type, products(a, b, type.shape()));
    }
    int[] from = Strided.broadcast(left.shape(), type.shape());
    int[] to = Strided.broadcast(right.shape(), type.shape());
    return left.elementType().isFloat()
        ? Tensor.generate(
            type, i -> function.floats().applyAsDouble(a.number(from[i]), b.number(to[i])))
        : Tensor.generateIntegers(
            type, i -> function.integers().applyAsLong(a.integer(from[i]), b.integer(to[i])));
  }

  private static int[] products(Tensor a, Tensor b, Shape shape) {
    int[] factors = Strided.stretch(a.toSteps(), a.shape(), shape);
    int[] others = Strided.stretch(b.toSteps(), b.shape(), shape);
    for (int i = 0; i < factors.length; i++) {
      factors[i] *= others[i];
    }
    return factors;
  }
}
