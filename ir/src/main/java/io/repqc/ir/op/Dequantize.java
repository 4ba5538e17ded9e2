package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * {@code (x - zeroPoint) * scale}, in the type of the scale; the operands are those of {@link
 * Quantize}.
 */
public record Dequantize(Value x, Value scale, Value zeroPoint, int axis) implements Op {
  @Override
  public TensorType inferType() {
    Checks.isPlain("dequantize", x);
    Checks.isFloat("dequantize: scale", scale);
    Scales.check("dequantize", x, scale, axis);
    Scales.check("dequantize", x, zeroPoint, axis);
    return new TensorType(scale.elementType(), x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Tensor unit = operands.apply(scale);
    Tensor zero = operands.apply(zeroPoint);
    int[] units = Scales.indices(x.shape(), scale.shape(), axis);
    int[] zeros = Scales.indices(x.shape(), zeroPoint.shape(), axis);
    return Tensor.generate(
        inferType(), i -> rounded(input.number(i) - zero.number(zeros[i])) * unit.number(units[i]));
  }

  /** A difference of 32-bit integers may not fit an f32. */
  private double rounded(double difference) {
    return scale.elementType() == ElementType.F32 ? (float) difference : difference;
  }
}
