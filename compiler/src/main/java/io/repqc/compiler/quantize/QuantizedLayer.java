package io.repqc.compiler.quantize;

import io.repqc.ir.TensorType;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A value that the integer network holds in few bits, as a row of the report: the op behind it, the
 * bits of its weights, and how it compares with the float network. {@code snr} is in decibels,
 * {@code added} the power of the noise, relative to the value's, that is there beyond that of its
 * operands; {@code clipped} is the share of the float numbers that are beyond the outermost levels.
 */
public record QuantizedLayer(
    String name,
    String op,
    TensorType type,
    OptionalInt weightBits,
    OptionalDouble snr,
    OptionalDouble added,
    OptionalDouble clipped) {

  public double scale() {
    return type.quantization().scale(0);
  }

  public int zeroPoint() {
    return type.quantization().zeroPoint(0);
  }

  /** The least number that it can hold. */
  public double least() {
    return scale() * (type.quantization().minimum() - (double) zeroPoint());
  }

  /** The largest number that it can hold. */
  public double largest() {
    return scale() * (type.quantization().maximum() - (double) zeroPoint());
  }
}
