package io.repqc.ir;

import java.util.List;

/**
 * What the integers of a frozen quantized tensor stand for: {@code real = scale * (q - zeroPoint)},
 * with q within [minimum, maximum]. One scale and zero point for the whole tensor, or one for each
 * index along {@code axis}.
 */
public record Quantization(
    List<Float> scales, List<Integer> zeroPoints, int axis, int minimum, int maximum) {

  /** The tensor's numbers stand for themselves. */
  public static final Quantization NONE = new Quantization(List.of(), List.of(), 0, 0, 0);

  public Quantization {
    scales = List.copyOf(scales);
    zeroPoints = List.copyOf(zeroPoints);
    IrException.check(
        scales.size() == zeroPoints.size(),
        "%d scales for %d zero points",
        scales.size(),
        zeroPoints.size());
    IrException.check(minimum <= maximum, "empty range [%d, %d]", minimum, maximum);
  }

  public boolean isPresent() {
    return !scales.isEmpty();
  }
}
