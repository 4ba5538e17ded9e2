package io.repqc.compiler.quantize;

import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;

/** Sums over the numbers of one value: what the integers stand for, against the floats. */
final class Noise {
  private static final double EXACT = 1e-12;

  private double signal;
  private double error;
  private long clipped;
  private long count;

  /** Adds the numbers of some items in both networks. */
  void add(Tensor floats, Tensor integers) {
    Quantization levels = integers.type().quantization();
    double scale = levels.scale(0);
    double least = scale * (levels.minimum() - (double) levels.zeroPoint(0) - 0.5);
    double largest = scale * (levels.maximum() - (double) levels.zeroPoint(0) + 0.5);
    int[] steps = integers.toSteps();
    for (int i = 0; i < steps.length; i++) {
      double expected = floats.number(i);
      double difference = steps[i] * scale - expected;
      signal += expected * expected;
      error += difference * difference;
      clipped += expected < least || expected > largest ? 1 : 0;
    }
    count += steps.length;
  }

  boolean isKnown() {
    return count > 0;
  }

  /** The power of the noise relative to that of the signal. */
  double relative() {
    return signal == 0 ? 0 : error / signal;
  }

  /** In decibels; infinite where nothing was lost but the last bits of floats. */
  double signalToNoise() {
    return relative() < EXACT ? Double.POSITIVE_INFINITY : -10 * Math.log10(relative());
  }

  double clippedShare() {
    return (double) clipped / Math.max(1, count);
  }
}
