package io.repqc.passes.repair;

import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import java.util.Optional;

/** A convolution or a linear layer: each output channel has a row of the weight and a bias. */
record Layer(Value value, Value x, Value weight, Value bias, int groups) {

  static Optional<Layer> of(Value value) {
    if (value.op() instanceof Convolution op) {
      return Optional.of(new Layer(value, op.x(), op.weight(), op.bias(), op.groups()));
    }
    return value.op() instanceof Linear op
        ? Optional.of(new Layer(value, op.x(), op.weight(), op.bias(), 1))
        : Optional.empty();
  }

  /** Whether both are the same kind of layer over weights of the same shape. */
  boolean isLike(Layer other) {
    return value.op().getClass() == other.value.op().getClass()
        && weight.shape().equals(other.weight.shape());
  }

  /** This layer under its name with another weight and bias. */
  Value with(Value otherWeight, Value otherBias) {
    Op changed =
        value.op() instanceof Convolution op
            ? new Convolution(x, otherWeight, otherBias, op.window(), groups)
            : new Linear(x, otherWeight, otherBias);
    return Value.of(value.name(), changed);
  }

  int outputs() {
    return weight.type().dim(0);
  }

  int inputs() {
    return weight.type().dim(1) * groups;
  }

  /** How many numbers of the weight make one output. */
  int terms() {
    return weight.shape().count(1, weight.shape().rank());
  }

  /** How many numbers of the weight belong to one output and one input channel. */
  int taps() {
    return weight.shape().count(2, weight.shape().rank());
  }

  /** The output channel that the weight's element at flat index {@code i} is for. */
  int output(int i) {
    return i / terms();
  }

  /** The input channel that the weight's element at flat index {@code i} is for. */
  int input(int i) {
    int group = output(i) / (outputs() / groups);
    return group * weight.type().dim(1) + i % terms() / taps();
  }

  /** The axis along which the channels of the input and of the result lie. */
  int axis() {
    return value.op() instanceof Linear ? value.shape().rank() - 1 : 1;
  }
}
