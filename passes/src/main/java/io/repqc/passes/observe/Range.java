package io.repqc.passes.observe;

import io.repqc.ir.IrException;

/**
 * The numbers from {@code low} to {@code high}, which the levels of a tensor are to represent. Zero
 * is always one of them: borders are padded with it, so it has to be exact.
 */
public record Range(double low, double high) {
  /** What nothing but zero needs. */
  public static final Range ZERO = new Range(0, 0);

  public Range {
    IrException.check(
        low <= 0 && 0 <= high && Double.isFinite(high - low), "no range [%s, %s]", low, high);
  }

  /** The least range with both numbers. */
  public static Range covering(double low, double high) {
    return new Range(Math.min(0, low), Math.max(0, high));
  }

  public double width() {
    return high - low;
  }

  /** The largest distance from zero. */
  public double magnitude() {
    return Math.max(-low, high);
  }

  /** What of this range is no farther from zero than {@code most}. */
  public Range within(double most) {
    return new Range(Math.max(low, -most), Math.min(high, most));
  }

  /** Whether numbers of both signs are in it. */
  public boolean isTwoSided() {
    return low < 0 && high > 0;
  }
}
