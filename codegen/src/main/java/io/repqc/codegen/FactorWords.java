package io.repqc.codegen;

import io.repqc.ir.op.Factor;

/** Ratios of scales as 32-bit words, as kernels of their convention hold them. */
public final class FactorWords {
  private static final int BITS = 31;

  private FactorWords() {}

  /** Of a float its bits. */
  public static int[] of(Factor factor) {
    switch (factor.convention()) {
      case ONNX:
        return new int[] {Float.floatToIntBits(factor.f32())};
      case FIXED:
        return new int[] {factor.multiplier(), BITS - factor.shift()};
      default:
        return new int[] {
          factor.multiplier(), Math.max(factor.shift(), 0), Math.max(-factor.shift(), 0)
        };
    }
  }
}
