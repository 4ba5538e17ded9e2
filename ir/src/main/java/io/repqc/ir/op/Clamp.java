package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Each element brought into [low, high]; the bounds may be infinite, NaN stays NaN. The bounds of
 * integers, quantized ones too, are in their own units and cut toward zero.
 */
public record Clamp(Value x, double low, double high) implements Op {

  public static Clamp relu(Value x) {
    return new Clamp(x, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public TensorType inferType() {
    IrException.check(
        x.elementType() != ElementType.BOOL && !Double.isNaN(low) && !Double.isNaN(high),
        "clamp: %s to [%s, %s]",
        x,
        low,
        high);
    return x.type();
  }

  /** Where the bounds cross, the upper one wins, as ONNX defines Clip. */
  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor tensor = operands.apply(x);
    return x.elementType().isFloat()
        ? Tensor.generate(x.type(), i -> Math.min(high, Math.max(low, tensor.number(i))))
        : Tensor.generateIntegers(
            x.type(), i -> Math.min((long) high, Math.max((long) low, tensor.integer(i))));
  }
}
