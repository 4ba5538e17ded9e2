package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * {@code clamp(round(x / scale) + zeroPoint)} to [minimum, maximum], ties to even, held in {@code
 * storage}. Scale and zero point are ordinary values: constant, trainable or computed. They hold
 * one number, or one for each index along {@code axis}, or broadcast to x where they have its rank.
 * An 8-bit float storage rounds to its own numbers and stops at the largest if it {@code
 * saturate}s.
 */
public record Quantize(
    Value x,
    Value scale,
    Value zeroPoint,
    long minimum,
    long maximum,
    int axis,
    ElementType storage,
    boolean saturate)
    implements Op {
  private static final int EXACT_BITS = 16;

  /** A quantizer that uses the whole range of its storage. */
  public static Quantize full(
      Value x, Value scale, Value zeroPoint, int axis, ElementType storage) {
    return storage.isFloat()
        ? new Quantize(x, scale, zeroPoint, 0, 0, axis, storage, true)
        : new Quantize(
            x, scale, zeroPoint, storage.minimum(), storage.maximum(), axis, storage, false);
  }

  @Override
  public TensorType inferType() {
    Checks.isPlain("quantize", x);
    IrException.check(
        x.elementType().isFloat() || x.elementType() == ElementType.I32,
        "quantize: %s is neither a float nor i32",
        x);
    Checks.isFloat("quantize: scale", scale);
    Scales.check("quantize", x, scale, axis);
    Scales.check("quantize", x, zeroPoint, axis);
    IrException.check(
        storage.isFloat() ? storage.bits() == 8 : storage.isInteger(),
        "quantize: %s stores no quantized numbers",
        storage);
    IrException.check(
        storage.isFloat()
            || storage.minimum() <= minimum && minimum <= maximum && maximum <= storage.maximum(),
        "quantize: [%d, %d] is no range within %s",
        minimum,
        maximum,
        storage);
    return new TensorType(storage, x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Tensor unit = operands.apply(scale);
    Tensor zero = operands.apply(zeroPoint);
    int[] units = Scales.indices(x.shape(), scale.shape(), axis);
    int[] zeros = Scales.indices(x.shape(), zeroPoint.shape(), axis);
    if (storage.isFloat()) {
      return Tensor.generateFloat8(
          inferType(), saturate, i -> quotient(input.number(i), unit.number(units[i])));
    }
    return Tensor.generateIntegers(
        inferType(),
        i -> {
          double steps = Math.rint(quotient(input.number(i), unit.number(units[i])));
          return (long) Math.max(minimum, Math.min(maximum, steps + zero.number(zeros[i])));
        });
  }

  /** In the type of the scale, since ties depend on it, unless the integers need more digits. */
  private double quotient(double number, double unit) {
    return scale.elementType() == ElementType.F32 && storage.bits() <= EXACT_BITS
        ? (float) number / (float) unit
        : number / unit;
  }
}
