package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.IntFunction;

/**
 * Quantized integers brought to levels by a factor for each channel along {@code axis}: {@code
 * above} for those over zero, {@code below} for those under it.
 */
record Rounding(Levels to, int axis, Factor[] above, Factor[] below) {

  static Rounding of(
      Levels to, int axis, int channels, IntFunction<Factor> above, IntFunction<Factor> below) {
    Factor[] positive = new Factor[channels];
    Factor[] negative = new Factor[channels];
    for (int channel = 0; channel < channels; channel++) {
      positive[channel] = above.apply(channel);
      negative[channel] = below.apply(channel);
    }
    return new Rounding(to, axis, positive, negative);
  }

  /** The ratio of the scale of a channel of {@code from}, times {@code gain}, to that of levels. */
  static Factor factor(
      Convention convention, Quantization from, int channel, double gain, Levels to) {
    return Factor.of(convention, from.scale(channel) * gain, to.scale());
  }

  static TensorType type(String what, Value x, Levels to) {
    IrException.check(x.type().quantization().isPresent(), "%s: %s is not quantized", what, x);
    IrException.check(
        x.elementType() != ElementType.U32 && x.elementType() != ElementType.I64,
        "%s: %s does not fit i32",
        what,
        x);
    return new TensorType(to.storage(), x.shape(), to.quantization());
  }

  Tensor apply(Tensor x) {
    int[] steps = x.toSteps();
    int channels = above.length;
    int inner = channels == 1 ? steps.length : x.shape().count(axis + 1, x.shape().rank());
    int lowest = to.minimum() - to.zeroPoint();
    int highest = to.maximum() - to.zeroPoint();
    for (int from = 0, block = 0; from < steps.length; from += inner, block++) {
      Factor positive = above[block % channels];
      Factor negative = below[block % channels];
      for (int i = from; i < from + inner; i++) {
        Factor factor = steps[i] < 0 ? negative : positive;
        steps[i] = factor.round(steps[i], lowest, highest) + to.zeroPoint();
      }
    }
    TensorType type = new TensorType(to.storage(), x.shape(), to.quantization());
    return Tensor.ofInts(type, steps);
  }
}
