package io.repqc.passes.observe;

import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.util.OptionalInt;

/** The scales of a weight tensor: one for each index along an axis, or one for all. */
public record WeightScales(Ranging method, Integers integers) {

  public WeightScales {
    IrException.check(integers.symmetric(), "weights have no zero point");
  }

  /** In 8 bits. */
  public WeightScales(Ranging method) {
    this(method, Integers.WEIGHTS);
  }

  /**
   * {@code name} is the user's. A channel of zeros gets the largest scale of the others, so that
   * its bias is no coarser and no larger in integers than theirs.
   */
  public float[] of(String name, Tensor weight, OptionalInt axis) {
    int channels = axis.isPresent() ? weight.shape().dim(axis.getAsInt()) : 1;
    int inner = weight.shape().count(axis.orElse(-1) + 1, weight.shape().rank());
    float[] scales = new float[channels];
    float largest = 0;
    for (int channel = 0; channel < channels; channel++) {
      Range range = range(name, channel(weight, channel, channels, inner));
      scales[channel] = range.width() == 0 ? 0 : integers.levels(range).scale();
      largest = Math.max(largest, scales[channel]);
    }
    replaceZeros(scales, largest > 0 ? largest : integers.levels(Range.ZERO).scale());
    return scales;
  }

  private Range range(String name, float[] numbers) {
    for (float number : numbers) {
      ModelException.check(
          Float.isFinite(number),
          "weight \"%s\": it contains %s; a network with such a weight cannot be quantized",
          name,
          number);
    }
    return method.range(Distribution.of(numbers), integers);
  }

  private static float[] channel(Tensor weight, int channel, int channels, int inner) {
    float[] numbers = new float[weight.count() / channels];
    for (int i = 0; i < numbers.length; i++) {
      int index = (i / inner * channels + channel) * inner + i % inner;
      numbers[i] = (float) weight.number(index);
    }
    return numbers;
  }

  private static void replaceZeros(float[] scales, float scale) {
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scales[i] == 0 ? scale : scales[i];
    }
  }
}
