package io.repqc.frontend;

/** The two 16-bit float formats, which become f32 wherever they are read. */
public final class Half {
  private Half() {}

  public static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** IEEE 754 binary16: 1 bit sign, 5 bits exponent with bias 15, 10 bits mantissa. */
  public static float fromFloat16(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    float magnitude =
        exponent == 0x1f
            ? mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN
            : exponent == 0
                ? Math.scalb((float) mantissa, -24)
                : Math.scalb((float) (mantissa | 0x400), exponent - 25);
    return bits < 0 ? -magnitude : magnitude;
  }
}
