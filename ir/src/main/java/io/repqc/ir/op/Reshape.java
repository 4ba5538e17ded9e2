package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * The same elements in the same order under other dimensions. One of them may be -1: what is left
 * over. Importers write the batch so, that a graph may be retyped to another one.
 */
public record Reshape(Value x, List<Integer> dims) implements Op {
  public Reshape {
    dims = List.copyOf(dims);
  }

  @Override
  public TensorType inferType() {
    int open = dims.indexOf(-1);
    long known =
        dims.stream()
            .filter(dim -> dim != -1)
            .mapToLong(Integer::longValue)
            .reduce(1, Math::multiplyExact);
    boolean fits =
        open < 0 ? known == x.shape().count() : known > 0 && x.shape().count() % known == 0;
    IrException.check(
        fits && dims.stream().filter(dim -> dim < 0).count() <= 1,
        "reshape: the %d elements of %s do not fit %s",
        x.shape().count(),
        x,
        dims);
    Shape shape =
        new Shape(
            dims.stream().map(dim -> dim < 0 ? (int) (x.shape().count() / known) : dim).toList());
    return Checks.sameLevels("reshape", x).with(shape);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    return operands.apply(x).reshape(inferType().shape());
  }
}
