package io.repqc.ir;

/**
 * The two 8-bit float formats of the OCP FP8 specification (arXiv 2209.05433): E4M3 has no infinity
 * and its largest number is 448; E5M2 follows IEEE 754 and its largest number is 57344.
 */
final class Float8 {
  private static final int E4M3_NAN = 0x7f;
  private static final int E5M2_INFINITY = 0x7c;
  private static final int E5M2_NAN = 0x7f;

  private Float8() {}

  static float decode(ElementType type, byte code) {
    return type == ElementType.F8E4M3 ? decodeE4M3(code) : decodeE5M2(code);
  }

  /**
   * The nearest code, ties to even; what is too large becomes the largest number if {@code
   * saturate}.
   */
  static byte encode(ElementType type, double value, boolean saturate) {
    return type == ElementType.F8E4M3 ? encodeE4M3(value, saturate) : encodeE5M2(value, saturate);
  }

  private static float decodeE4M3(byte code) {
    return (code & 0x7f) == E4M3_NAN ? Float.NaN : decodeFinite(code, 3, 7);
  }

  private static float decodeE5M2(byte code) {
    int magnitude = code & 0x7f;
    if (magnitude > E5M2_INFINITY) {
      return Float.NaN;
    }
    return magnitude == E5M2_INFINITY
        ? Math.copySign(Float.POSITIVE_INFINITY, code)
        : decodeFinite(code, 2, 15);
  }

  private static float decodeFinite(byte code, int mantissaBits, int bias) {
    int exponent = (code & 0x7f) >> mantissaBits;
    int mantissa = code & ((1 << mantissaBits) - 1);
    float magnitude =
        exponent == 0
            ? Math.scalb((float) mantissa, 1 - bias - mantissaBits)
            : Math.scalb((float) (mantissa | 1 << mantissaBits), exponent - bias - mantissaBits);
    return code < 0 ? -magnitude : magnitude;
  }

  private static byte encodeE4M3(double value, boolean saturate) {
    if (Double.isNaN(value)) {
      return E4M3_NAN;
    }
    int code = encodeFinite(Math.abs(value), 3, 7);
    return signed(code < E4M3_NAN ? code : saturate ? E4M3_NAN - 1 : E4M3_NAN, value);
  }

  private static byte encodeE5M2(double value, boolean saturate) {
    if (Double.isNaN(value)) {
      return E5M2_NAN;
    }
    int code = encodeFinite(Math.abs(value), 2, 15);
    return signed(
        code < E5M2_INFINITY ? code : saturate ? E5M2_INFINITY - 1 : E5M2_INFINITY, value);
  }

  /**
   * Codes of positive numbers ascend with the numbers, so rounding is rounding in units of the last
   * place.
   */
  private static int encodeFinite(double magnitude, int mantissaBits, int bias) {
    if (magnitude >= 0x1p17) {
      return Byte.MAX_VALUE;
    }
    int exponent = Math.max(Math.getExponent(magnitude), 1 - bias);
    long units = (long) Math.rint(Math.scalb(magnitude, mantissaBits - exponent));
    return (int) (((long) (exponent + bias - 1) << mantissaBits) + units);
  }

  private static byte signed(int magnitude, double sign) {
    return (byte) (Math.copySign(1, sign) < 0 ? magnitude | 0x80 : magnitude);
  }
}
