package io.repqc.ir.fast;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import java.util.Map;
import java.util.function.Function;

/** Functions of the elements of two f32 tensors, to the same bits as their definition. */
final class FastBinary {

  /** Computes {@code count} elements of a result, from those of both operands. */
  interface Loop {
    void run(float[] a, int i, float[] b, int j, float[] result, int k, int count);
  }

  private static final Map<BinaryFunction, Loop> LOOPS =
      Map.of(
          BinaryFunction.ADD, FastBinary::add,
          BinaryFunction.SUB, FastBinary::subtract,
          BinaryFunction.MUL, FastBinary::multiply,
          BinaryFunction.DIV, FastBinary::divide,
          BinaryFunction.MAX, FastBinary::larger,
          BinaryFunction.MIN, FastBinary::smaller,
          BinaryFunction.PRELU, FastBinary::rectify);

  private FastBinary() {}

  static Tensor evaluate(Binary op, Function<Value, Tensor> operands) {
    TensorType type = op.inferType();
    Loop loop = LOOPS.get(op.function());
    if (loop == null || type.elementType() != ElementType.F32) {
      return op.evaluate(operands);
    }
    Broadcast broadcast = Broadcast.of(op.left().shape(), op.right().shape(), type.shape());
    float[] left = operands.apply(op.left()).floats();
    float[] right = operands.apply(op.right()).floats();
    return Tensor.of(type, broadcast.compute(loop, left, right));
  }

  private static void add(float[] a, int i, float[] b, int j, float[] result, int k, int count) {
    for (int n = 0; n < count; n++) {
      result[k + n] = a[i + n] + b[j + n];
    }
  }

  private static void subtract(
      float[] a, int i, float[] b, int j, float[] result, int k, int count) {
    for (int n = 0; n < count; n++) {
      result[k + n] = a[i + n] - b[j + n];
    }
  }

  private static void multiply(
      float[] a, int i, float[] b, int j, float[] result, int k, int count) {
    for (int n = 0; n < count; n++) {
      result[k + n] = a[i + n] * b[j + n];
    }
  }

  private static void divide(float[] a, int i, float[] b, int j, float[] result, int k, int count) {
    for (int n = 0; n < count; n++) {
      result[k + n] = a[i + n] / b[j + n];
    }
  }

  private static void larger(float[] a, int i, float[] b, int j, float[] result, int k, int count) {
    for (int n = 0; n < count; n++) {
      result[k + n] = Math.max(a[i + n], b[j + n]);
    }
  }

  private static void smaller(
      float[] a, int i, float[] b, int j, float[] result, int k, int count) {
    for (int n = 0; n < count; n++) {
      result[k + n] = Math.min(a[i + n], b[j + n]);
    }
  }

  private static void rectify(
      float[] a, int i, float[] b, int j, float[] result, int k, int count) {
    for (int n = 0; n < count; n++) {
      float x = a[i + n];
      result[k + n] = x < 0 ? x * b[j + n] : x;
    }
  }
}
