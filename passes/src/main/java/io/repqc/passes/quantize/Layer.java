package io.repqc.passes.quantize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.TransposedConvolution;
import java.util.List;
import java.util.Optional;

/**
 * A value that sums products of data and weights.
 *
 * @param axis that of the weight along which the channels of the result lie
 * @param separable whether each of them may have a scale of its own
 */
record Layer(
    Value value, Value x, Value weight, Optional<Value> bias, int axis, boolean separable) {

  /** The layers that compute in integers. */
  static List<Layer> all(Scalings scalings) {
    return scalings.values().stream().flatMap(value -> of(value, scalings).stream()).toList();
  }

  /** The layer that a value is, if it computes in integers. */
  static Optional<Layer> of(Value value, Scalings scalings) {
    return scalings.rule(value) == ScaleRule.SUMS ? of(value, scalings.data()) : Optional.empty();
  }

  /** A transposed convolution in groups computes several channels with one index of its weight. */
  static Optional<Layer> of(Value value, DataSide data) {
    if (value.op() instanceof Convolution op) {
      return Optional.of(new Layer(value, op.x(), op.weight(), Optional.of(op.bias()), 0, true));
    }
    if (value.op() instanceof Linear op) {
      return Optional.of(new Layer(value, op.x(), op.weight(), Optional.of(op.bias()), 0, true));
    }
    if (value.op() instanceof TransposedConvolution op) {
      boolean separable = op.groups() == 1;
      return Optional.of(
          new Layer(value, op.x(), op.weight(), Optional.of(op.bias()), 1, separable));
    }
    if (value.op() instanceof MatMul op && !data.contains(op.right())) {
      int last = op.right().shape().rank() - 1;
      return Optional.of(new Layer(value, op.left(), op.right(), Optional.empty(), last, true));
    }
    return Optional.empty();
  }
}
