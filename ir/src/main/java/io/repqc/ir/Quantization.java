package io.repqc.ir;

import java.util.List;

/**
 * What the integers of a frozen quantized tensor stand for: {@code real = scale * (q - zeroPoint)},
 * with q within [minimum, maximum]. One scale for the whole tensor, or one for each index along
 * {@code axis}; one zero point, or one for each scale. The scale of a sum of products is the exact
 * product of two f32 scales, which is why scales are doubles.
 */
public record Quantization(
    List<Double> scales, List<Integer> zeroPoints, int axis, int minimum, int maximum) {

  /** The tensor's numbers stand for themselves. */
  public static final Quantization NONE = new Quantization(List.of(), List.of(), 0, 0, 0);

  /** Zero points that are all equal are kept as one. */
  public Quantization {
    scales = List.copyOf(scales);
    zeroPoints =
        zeroPoints.stream().distinct().count() == 1
            ? List.of(zeroPoints.get(0))
            : List.copyOf(zeroPoints);
    IrException.check(
        zeroPoints.size() == scales.size() || zeroPoints.size() == 1 && !scales.isEmpty(),
        "%d scales for %d zero points",
        scales.size(),
        zeroPoints.size());
    IrException.check(minimum <= maximum, "empty range [%d, %d]", minimum, maximum);
  }

  /** Sums of products in i32, whose zero stands for zero; several scales run along {@code axis}. */
  public static Quantization sums(List<Double> scales, int axis) {
    return new Quantization(scales, List.of(0), axis, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  public boolean isPresent() {
    return !scales.isEmpty();
  }

  /** Whether one scale and one zero point hold for all. */
  public boolean isUniform() {
    return scales.size() == 1 && zeroPoints.size() == 1;
  }

  /** The largest magnitude of {@code q - zeroPoint}. */
  public long reach() {
    long reach = 0;
    for (int zeroPoint : zeroPoints) {
      reach = Math.max(reach, Math.max((long) maximum - zeroPoint, zeroPoint - (long) minimum));
    }
    return reach;
  }

  /** The scale at {@code index} along the axis. */
  public double scale(int index) {
    return scales.get(scales.size() == 1 ? 0 : index);
  }

  /** The zero point at {@code index} along the axis. */
  public int zeroPoint(int index) {
    return zeroPoints.get(zeroPoints.size() == 1 ? 0 : index);
  }
}
