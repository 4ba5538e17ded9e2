package io.repqc.ir.fast;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import java.util.Arrays;
import java.util.function.Function;

/** Pooling by {@link Pooling}, to the same bits as its definition. */
final class FastPool {
  private FastPool() {}

  static Tensor evaluate(Pool op, Function<Value, Tensor> operands) {
    Tensor x = operands.apply(op.x());
    boolean isLargest = op.function() == PoolFunction.MAX;
    if (x.elementType() == ElementType.F32) {
      return isLargest ? largestFloats(op, x) : averages(op, x);
    }
    if (!fitsInt(x.elementType())) {
      return op.evaluate(operands);
    }
    return isLargest ? largestIntegers(op, x) : quantizedAverages(op, x);
  }

  private static boolean fitsInt(ElementType type) {
    return type.isInteger() && type.bits() <= Integer.SIZE && type != ElementType.U32;
  }

  private static Tensor largestFloats(Pool op, Tensor x) {
    int[] sources = Pooling.of(op).largest(x.floats());
    return Arrays.stream(sources).allMatch(source -> source >= 0)
        ? x.pick(op.inferType().shape(), sources)
        : op.evaluate(operand -> x);
  }

  private static Tensor averages(Pool op, Tensor x) {
    return Tensor.of(op.inferType(), Pooling.of(op).average(x.floats(), counted(op)));
  }

  private static Tensor largestIntegers(Pool op, Tensor x) {
    int lowest = (int) x.elementType().minimum();
    return Tensor.ofInts(op.inferType(), Pooling.of(op).fold(Fold.LARGEST, x.toInts(), lowest));
  }

  private static Tensor quantizedAverages(Pool op, Tensor x) {
    TensorType type = op.inferType();
    int[] sums = Pooling.of(op).fold(Fold.SUM, x.toSteps(), 0);
    counted(op).complete(sums, op.multiple());
    return Tensor.of(type, sums);
  }

  /** The windows over what counts for an average. */
  private static Pooling counted(Pool op) {
    return op.countPadding() ? Pooling.withBorder(op) : Pooling.of(op);
  }
}
