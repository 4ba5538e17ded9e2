package io.repqc.ir.op;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Tensors whose elements are sums of products: what convolutions, linear layers and matrix products
 * have in common. Floats are summed in double and rounded once; integers wrap. Integer products are
 * multiplied by 2^finerBits.
 */
record ProductSums(TensorType type, int mostTerms, int finerBits, Terms terms) {

  /** Which elements of two tensors an element of the result multiplies. */
  @FunctionalInterface
  interface Terms {
    /**
     * Writes the factors of {@code output} to the front of both arrays; returns how many there are.
     */
    int find(int output, int[] left, int[] right);
  }

  /** Element {@code start.applyAsInt(i)} of {@code starts} is where sum i begins. */
  Tensor evaluate(Tensor left, Tensor right, Tensor starts, IntUnaryOperator start) {
    return type.elementType().isFloat()
        ? floats(left.toNumbers(), right.toNumbers(), starts.toNumbers(), start)
        : integers(factors(left), factors(right), starts.toIntegers(), start);
  }

  private static long[] factors(Tensor tensor) {
    return tensor.type().quantization().isPresent()
        ? Arrays.stream(tensor.toSteps()).asLongStream().toArray()
        : tensor.toIntegers();
  }

  private Tensor floats(double[] left, double[] right, double[] starts, IntUnaryOperator start) {
    int[] from = new int[mostTerms];
    int[] with = new int[mostTerms];
    return Tensor.generate(
        type,
        i -> {
          double sum = starts[start.applyAsInt(i)];
          int count = terms.find(i, from, with);
          for (int k = 0; k < count; k++) {
            sum += left[from[k]] * right[with[k]];
          }
          return sum;
        });
  }

  private Tensor integers(long[] left, long[] right, long[] starts, IntUnaryOperator start) {
    int[] from = new int[mostTerms];
    int[] with = new int[mostTerms];
    return Tensor.generateIntegers(
        type,
        i -> {
          long sum = starts[start.applyAsInt(i)];
          int count = terms.find(i, from, with);
          for (int k = 0; k < count; k++) {
            sum += left[from[k]] * right[with[k]] << finerBits;
          }
          return sum;
        });
  }
}
