package io.repqc.passes.repair;

/**
 * Two layers with nothing between them but what lets positive factors through, channel by channel:
 * {@code second(f(first(x)))}, where {@code f(s * y) = s * f(y)}.
 */
record Link(Layer first, Layer second) {

  /** The number of channels that the layers share. */
  int channels() {
    return first.outputs();
  }

  /** The shared channel that the first weight's element at {@code i} makes. */
  int madeBy(int i) {
    return first.output(i);
  }

  /** The shared channel that the second weight's element at {@code i} reads. */
  int readBy(int i) {
    return channel(second.input(i));
  }

  /** The shared channel that is, or is part of, the second layer's {@code input}. */
  int channel(int input) {
    return input / (second.inputs() / channels());
  }
}
