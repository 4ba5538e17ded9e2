package io.repqc.tune.quantizer;

import io.repqc.ir.Value;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;
import java.util.stream.IntStream;

/** The largest magnitude among the numbers that share a scale, as an expression of them. */
final class Magnitude {
  private Magnitude() {}

  /** In the shape of the scale. */
  static Value likeScale(String name, Value x, Quantize quantizer, TraineeBuilder builder) {
    return of(name, x, quantizer, false, builder);
  }

  /** In a shape that broadcasts over x. */
  static Value overX(String name, Value x, Quantize quantizer, TraineeBuilder builder) {
    return of(name, x, quantizer, true, builder);
  }

  private static Value of(
      String name, Value x, Quantize quantizer, boolean keepDims, TraineeBuilder builder) {
    boolean isPerChannel = quantizer.scale().shape().count() > 1;
    List<Integer> axes =
        IntStream.range(0, x.shape().rank())
            .filter(axis -> !isPerChannel || axis != quantizer.axis())
            .boxed()
            .toList();
    Value magnitudes = builder.value(name + ".of_each", new Unary(UnaryFunction.ABS, x));
    return builder.value(name, new Reduce(ReduceFunction.MAX, magnitudes, axes, keepDims));
  }
}
