package io.repqc.ir.fast;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Unary;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Functions of single f32 elements, to the same bits as their definitions. */
final class FastElements {
  private static final int RUN = 1 << 14;

  /** Computes the elements from {@code start} to {@code end} of a result. */
  private interface Run {
    void fill(float[] result, int start, int end);
  }

  private FastElements() {}

  static Tensor evaluate(Clamp op, Function<Value, Tensor> operands) {
    if (op.x().elementType() != ElementType.F32) {
      return op.evaluate(operands);
    }
    float[] x = operands.apply(op.x()).floats();
    float low = (float) op.low();
    float high = (float) op.high();
    return fill(
        op.inferType(),
        (result, start, end) -> {
          for (int i = start; i < end; i++) {
            result[i] = Math.min(high, Math.max(low, x[i]));
          }
        });
  }

  static Tensor evaluate(Unary op, Function<Value, Tensor> operands) {
    if (op.x().elementType() != ElementType.F32) {
      return op.evaluate(operands);
    }
    float[] x = operands.apply(op.x()).floats();
    DoubleUnaryOperator function = op.function().with(op.alpha(), op.beta());
    return fill(
        op.inferType(),
        (result, start, end) -> {
          for (int i = start; i < end; i++) {
            result[i] = (float) function.applyAsDouble(x[i]);
          }
        });
  }

  static Tensor evaluate(BatchNorm op, Function<Value, Tensor> operands) {
    TensorType type = op.inferType();
    if (type.elementType() != ElementType.F32) {
      return op.evaluate(operands);
    }
    float[] x = operands.apply(op.x()).floats();
    float[] mean = operands.apply(op.mean()).floats();
    float[] scale = operands.apply(op.scale()).floats();
    float[] shift = operands.apply(op.shift()).floats();
    float[] variance = operands.apply(op.variance()).floats();
    int plane = type.shape().count(2, type.rank());
    float[] result = new float[x.length];
    Parallel.run(
        plane == 0 ? 0 : x.length / plane,
        () ->
            i -> {
              int c = i % type.dim(1);
              double deviation = Math.sqrt(variance[c] + op.epsilon());
              for (int at = i * plane; at < (i + 1) * plane; at++) {
                result[at] = (float) ((x[at] - (double) mean[c]) / deviation * scale[c] + shift[c]);
              }
            });
    return Tensor.of(type, result);
  }

  private static Tensor fill(TensorType type, Run run) {
    float[] result = new float[type.shape().count()];
    Parallel.run(
        (result.length + RUN - 1) / RUN,
        () -> i -> run.fill(result, i * RUN, Math.min(result.length, (i + 1) * RUN)));
    return Tensor.of(type, result);
  }
}
