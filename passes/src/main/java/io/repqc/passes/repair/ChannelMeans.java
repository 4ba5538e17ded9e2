package io.repqc.passes.repair;

import io.repqc.ir.Tensor;
import java.util.Arrays;

/** The mean of each channel over items and positions. */
final class ChannelMeans {
  private final int axis;
  private final double[] sums;
  private long count;

  ChannelMeans(Layer layer) {
    axis = layer.axis();
    sums = new double[layer.outputs()];
  }

  void add(Tensor tensor) {
    int inner = tensor.shape().count(axis + 1, tensor.shape().rank());
    for (int i = 0; i < tensor.count(); i++) {
      sums[i / inner % sums.length] += tensor.number(i);
    }
    count += tensor.count() / sums.length;
  }

  /** By how much the mean of each channel is more than that of {@code other}. */
  double[] minus(ChannelMeans other) {
    double[] differences = new double[sums.length];
    Arrays.setAll(differences, i -> sums[i] / count - other.sums[i] / other.count);
    return differences;
  }
}
