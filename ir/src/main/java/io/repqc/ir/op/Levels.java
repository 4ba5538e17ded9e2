package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import java.util.List;

/**
 * The numbers that one tensor of small integers can hold: {@code scale * (q - zeroPoint)} for every
 * q in [minimum, maximum].
 */
public record Levels(ElementType storage, float scale, int zeroPoint, int minimum, int maximum)
    implements Attributes {
  private static final int WIDEST = 16;

  public Levels {
    IrException.check(
        storage.isInteger() && storage.bits() <= WIDEST, "%s holds no levels", storage);
    IrException.check(scale > 0 && scale < Float.POSITIVE_INFINITY, "the scale is %s", scale);
    IrException.check(
        storage.minimum() <= minimum && minimum <= maximum && maximum <= storage.maximum(),
        "[%d, %d] is no range within %s",
        minimum,
        maximum,
        storage);
    IrException.check(
        storage.minimum() <= zeroPoint && zeroPoint <= storage.maximum(),
        "the zero point %d is beyond %s",
        zeroPoint,
        storage);
  }

  /** All of a storage. */
  public static Levels full(ElementType storage, float scale, int zeroPoint) {
    return new Levels(storage, scale, zeroPoint, (int) storage.minimum(), (int) storage.maximum());
  }

  /** The same scale and zero point over fewer integers. */
  public Levels within(int lowest, int highest) {
    return new Levels(
        storage, scale, zeroPoint, Math.max(minimum, lowest), Math.min(maximum, highest));
  }

  /** The level nearest to {@code number}, ties to even, as {@link Quantize} rounds. */
  public int nearest(double number) {
    double steps = Math.rint((float) number / scale);
    return (int) Math.max(minimum, Math.min(maximum, steps + zeroPoint));
  }

  /** The type of a tensor on these levels. */
  TensorType type(Shape shape) {
    return new TensorType(storage, shape, quantization());
  }

  /** What the type of a tensor on these levels says. */
  public Quantization quantization() {
    return new Quantization(List.of((double) scale), List.of(zeroPoint), 0, minimum, maximum);
  }
}
