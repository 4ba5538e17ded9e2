package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * {@code (x - mean) / sqrt(variance + epsilon) * scale + shift}, by channel, which is axis 1. Where
 * the statistics come from is the affair of the operands: parameters, or a {@link Statistic}.
 */
public record BatchNorm(
    Value x, Value scale, Value shift, Value mean, Value variance, double epsilon) implements Op {

  @Override
  public TensorType inferType() {
    ElementType elements = Checks.sameElements("batch_norm", x, scale, shift, mean, variance);
    IrException.check(x.shape().rank() >= 2, "batch_norm: %s has no channels", x);
    Shape channels = Shape.of(x.type().dim(1));
    Checks.hasShape("batch_norm: scale", scale, channels);
    Checks.hasShape("batch_norm: shift", shift, channels);
    Checks.hasShape("batch_norm: mean", mean, channels);
    Checks.hasShape("batch_norm: variance", variance, channels);
    return new TensorType(elements, x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Tensor centre = operands.apply(mean);
    Tensor offset = operands.apply(shift);
    Tensor gain = operands.apply(scale);
    Tensor spread = operands.apply(variance);
    int channels = x.type().dim(1);
    int plane = x.shape().count(2, x.shape().rank());
    return Tensor.generate(
        x.type(),
        i -> {
          int c = i / plane % channels;
          double deviation = Math.sqrt(spread.number(c) + epsilon);
          return (input.number(i) - centre.number(c)) / deviation * gain.number(c)
              + offset.number(c);
        });
  }
}
