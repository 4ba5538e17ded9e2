package io.repqc.ir.op;

/** How a sum becomes a level: {@code round(sum * factor) + zero point}, within the levels. */
public enum Convention {
  /**
   * The sum as f32, times an f32 factor, clamped, rounded half to even: what ONNX Runtime computes.
   */
  ONNX,
  /** {@code (sum * M + 2^(t-1)) >> t} with a 31-bit M: integers only, ties upward. */
  FIXED,
  /** The two roundings of gemmlowp, for models whose references come from TFLite. */
  TFLITE
}
