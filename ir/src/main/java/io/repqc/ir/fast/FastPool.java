package io.repqc.ir.fast;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Pooling by {@link Pooling}, to the same bits as its definition. */
final class FastPool {
  private static final int LARGEST_EXACT = 1 << 24;

  private FastPool() {}

  static Tensor evaluate(Pool op, Function<Value, Tensor> operands) {
    Tensor x = operands.apply(op.x());
    return (op.function() == PoolFunction.MAX ? largest(op, x) : average(op, x))
        .orElseGet(() -> op.evaluate(operands));
  }

  private static Optional<Tensor> largest(Pool op, Tensor x) {
    return floats(x)
        .map(Pooling.of(op)::largest)
        .filter(sources -> Arrays.stream(sources).allMatch(source -> source >= 0))
        .map(sources -> x.pick(op.inferType().shape(), sources));
  }

  private static Optional<Tensor> average(Pool op, Tensor x) {
    TensorType type = op.inferType();
    if (x.elementType() != ElementType.F32) {
      return Optional.empty();
    }
    Pooling counted = op.countPadding() ? Pooling.withBorder(op) : Pooling.of(op);
    return Optional.of(Tensor.of(type, Pooling.of(op).average(x.floats(), counted)));
  }

  /** The elements as floats, if each is one. */
  private static Optional<float[]> floats(Tensor x) {
    if (x.elementType() == ElementType.F32) {
      return Optional.of(x.floats());
    }
    float[] floats = new float[x.count()];
    for (int i = 0; i < floats.length; i++) {
      long integer = x.elementType().isInteger() ? x.integer(i) : Long.MAX_VALUE;
      if (integer < -LARGEST_EXACT || integer > LARGEST_EXACT) {
        return Optional.empty();
      }
      floats[i] = integer;
    }
    return Optional.of(floats);
  }
}
