package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * {@code exp(x) / sum exp(x)} along an axis, or its logarithm.
 *
 * <p>Of quantized elements, in integers: with d the steps below the largest of the row, E(d) the
 * integer nearest to {@code 2^30 * exp(-d * scale)}, from a table, and S the sum of E over the row
 * in 64 bits, each result is {@code floor((E * 2^24 + floor(S / 2)) / S)} on the scale 2^-24.
 */
public record Softmax(Value x, int axis, boolean log) implements Op {
  private static final int EXPONENTIAL_BITS = 30;
  private static final int RESULT_BITS = 24;
  private static final int WIDEST = 16;

  @Override
  public TensorType inferType() {
    Checks.isAxis("softmax", axis, x.shape().rank());
    if (!Checks.isQuantized("softmax", x)) {
      Checks.isFloat("softmax", x);
      return x.type();
    }
    IrException.check(!log, "softmax: %s is quantized, and the logarithm has no integer form", x);
    IrException.check(
        x.elementType().bits() <= WIDEST, "softmax: %s is wider than %d bits", x, WIDEST);
    double scale = Math.scalb(1.0, -RESULT_BITS);
    return new TensorType(ElementType.I32, x.shape(), Quantization.sums(List.of(scale), 0));
  }

  /** E: for each difference of two quantized elements its exponential, times 2^30. */
  public int[] exponentials() {
    double scale = x.type().quantization().scale(0);
    int[] exponentials = new int[1 << x.elementType().bits()];
    for (int steps = 0; steps < exponentials.length; steps++) {
      double exponential = Math.scalb(StrictMath.exp(-steps * scale), EXPONENTIAL_BITS);
      exponentials[steps] = (int) Math.floor(exponential + 0.5);
    }
    return exponentials;
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Grouping rows = Grouping.over(x.shape(), List.of(axis));
    return x.type().quantization().isPresent()
        ? Tensor.of(inferType(), integers(input.toInts(), rows))
        : floats(input, rows);
  }

  private int[] integers(int[] input, Grouping rows) {
    int[] exponentials = exponentials();
    int[] result = new int[input.length];
    for (int start : rows.starts()) {
      int largest = Integer.MIN_VALUE;
      for (int step : rows.steps()) {
        largest = Math.max(largest, input[start + step]);
      }
      long sum = 0;
      for (int step : rows.steps()) {
        sum += exponentials[largest - input[start + step]];
      }
      for (int step : rows.steps()) {
        long exponential = exponentials[largest - input[start + step]];
        result[start + step] = (int) (((exponential << RESULT_BITS) + sum / 2) / sum);
      }
    }
    return result;
  }

  private Tensor floats(Tensor input, Grouping rows) {
    double[] result = new double[input.count()];
    for (int start : rows.starts()) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int step : rows.steps()) {
        largest = Math.max(largest, input.number(start + step));
      }
      double sum = 0;
      for (int step : rows.steps()) {
        sum += StrictMath.exp(input.number(start + step) - largest);
      }
      for (int step : rows.steps()) {
        double shifted = input.number(start + step) - largest;
        result[start + step] = log ? shifted - StrictMath.log(sum) : StrictMath.exp(shifted) / sum;
      }
    }
    return Tensor.generate(x.type(), i -> result[i]);
  }
}
