package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * A {@link Requantize} and the leaky rectifier before it in one rounding: what is under zero has
 * the factor times {@code slope}, of which there is one, or one for each index along {@code axis}.
 */
public record RequantizeLeaky(Value x, Value slope, Levels to, int axis, Convention convention)
    implements Op {
  @Override
  public TensorType inferType() {
    Checks.isFloat("requantize_leaky: slope", slope);
    Checks.isAxis("requantize_leaky", axis, x.shape().rank());
    int channels = slope.shape().count();
    Checks.hasShape("requantize_leaky: slope", slope, Shape.of(channels));
    IrException.check(
        channels == 1 || channels == x.type().dim(axis),
        "requantize_leaky: %s has no entry for each index of axis %d of %s",
        slope,
        axis,
        x);
    Quantization from = x.type().quantization();
    IrException.check(
        from.scales().size() <= 1 || from.axis() == axis,
        "requantize_leaky: %s has scales along axis %d, the slopes are along %d",
        x,
        from.axis(),
        axis);
    return Rounding.type("requantize_leaky", x, to);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Quantization from = x.type().quantization();
    double[] slopes = operands.apply(slope).toNumbers();
    return Rounding.of(
            to,
            axis,
            Math.max(slopes.length, from.scales().size()),
            c -> Rounding.factor(convention, from, c, 1, to),
            c -> Rounding.factor(convention, from, c, slopes[slopes.length == 1 ? 0 : c], to))
        .apply(operands.apply(x));
  }
}
