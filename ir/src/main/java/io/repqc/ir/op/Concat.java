package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/** The parts one after the other along an axis. */
public record Concat(List<Value> parts, int axis) implements Op {
  public Concat {
    parts = List.copyOf(parts);
  }

  @Override
  public TensorType inferType() {
    IrException.check(!parts.isEmpty(), "concat: nothing to join");
    Value first = parts.get(0);
    TensorType type = Checks.sameLevels("concat", first, parts.toArray(new Value[parts.size()]));
    Checks.isAxis("concat", axis, first.shape().rank());
    int size = 0;
    for (Value part : parts) {
      IrException.check(
          part.shape().rank() == first.shape().rank()
              && part.shape().with(axis, 0).equals(first.shape().with(axis, 0)),
          "concat on axis %d: %s does not fit %s",
          axis,
          part,
          first);
      size += part.type().dim(axis);
    }
    return type.with(first.shape().with(axis, size));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    Shape shape = type.shape();
    Object joined = Tensor.allocate(type.elementType(), shape.count());
    int outer = shape.count(0, axis);
    int chunk = shape.count(axis, shape.rank());
    int at = 0;
    for (Value part : parts) {
      Tensor tensor = operands.apply(part);
      int own = part.shape().count(axis, shape.rank());
      for (int i = 0; i < outer; i++) {
        System.arraycopy(tensor.array(), i * own, joined, i * chunk + at, own);
      }
      at += own;
    }
    return Tensor.of(type, joined);
  }
}
