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
  private static final int WIDEST_QUANTIZED = 16;

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
    Pooling pooling = Pooling.of(op);
    Pooling counted = op.countPadding() ? Pooling.withBorder(op) : pooling;
    if (x.elementType() == ElementType.F32) {
      return Optional.of(Tensor.of(type, pooling.average(x.floats(), counted)));
    }
    return type.quantization().isPresent() && x.elementType().bits() <= WIDEST_QUANTIZED
        ? Optional.of(Tensor.of(type, pooling.sums(floats(x.toSteps()), counted, op.multiple())))
        : Optional.empty();
  }

  private static float[] floats(int[] steps) {
    float[] floats = new float[steps.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = steps[i];
    }
    return floats;
  }

  /** The elements as floats, if each is one. */
  private static Optional<float[]> floats(Tensor x) {
    if (x.elementType() == ElementType.F32) {
      return Optional.of(x.floats());
    }
    if (!x.elementType().isInteger()) {
      return Optional.empty();
    }
    if (x.elementType().bits() <= WIDEST_QUANTIZED) {
      return Optional.of(floats(x.toInts()));
    }
    float[] floats = new float[x.count()];
    for (int i = 0; i < floats.length; i++) {
      long integer = x.integer(i);
      if (integer < -LARGEST_EXACT || integer > LARGEST_EXACT) {
        return Optional.empty();
      }
      floats[i] = integer;
    }
    return Optional.of(floats);
  }
}
