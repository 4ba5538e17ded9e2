package io.repqc.passes.repair;

import io.repqc.ir.Tensor;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** How far the weight of a layer reaches, channel by channel, under the factors put on it. */
final class Ranges {
  private final double[] magnitudes;

  Ranges(Tensor weight) {
    magnitudes = Arrays.stream(weight.toNumbers()).map(Math::abs).toArray();
  }

  /** The largest magnitude of each of {@code count} channels, of which each element has its own. */
  double[] largest(int count, IntUnaryOperator channel) {
    double[] largest = new double[count];
    for (int i = 0; i < magnitudes.length; i++) {
      int at = channel.applyAsInt(i);
      largest[at] = Math.max(largest[at], magnitudes[i]);
    }
    return largest;
  }

  /** Puts a factor on each element. */
  void multiply(IntToDoubleFunction factor) {
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] *= factor.applyAsDouble(i);
    }
  }
}
