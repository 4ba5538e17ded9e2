package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The slices of x along an axis that {@code indices} name; a negative index counts from the end.
 */
public record Gather(Value x, Value indices, int axis) implements Op {
  @Override
  public TensorType inferType() {
    Checks.isAxis("gather", axis, x.shape().rank());
    IrException.check(indices.elementType().isInteger(), "gather: indices are %s", indices);
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    dims.remove(axis);
    dims.addAll(axis, indices.shape().dims());
    return Checks.sameLevels("gather", x).with(new Shape(dims));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Shape shape = inferType().shape();
    Tensor source = operands.apply(x);
    Tensor wanted = operands.apply(indices);
    int outer = x.shape().count(0, axis);
    int inner = x.shape().count(axis + 1, x.shape().rank());
    int size = x.type().dim(axis);
    Object gathered = Tensor.allocate(x.elementType(), shape.count());
    int to = 0;
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < wanted.count(); j++) {
        int from = (i * size + index(wanted.integer(j), size)) * inner;
        System.arraycopy(source.array(), from, gathered, to, inner);
        to += inner;
      }
    }
    return Tensor.of(x.type().with(shape), gathered);
  }

  private static int index(long index, int size) {
    ModelException.check(
        index >= -size && index < size, "gather: index %d of an axis of size %d", index, size);
    return (int) (index < 0 ? index + size : index);
  }
}
