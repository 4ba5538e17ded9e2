package io.repqc.ir.fast;

import io.repqc.ir.Shape;
import io.repqc.ir.op.Window;

/**
 * One spatial axis of a window: output position {@code o} reads at tap {@code t} the input position
 * {@code o * stride + t * dilation - before}; outside the input lies the border. A negative {@code
 * before} cuts.
 *
 * <p>Input position {@code i} lies in phase {@code (i + before) % stride}. The positions of one
 * phase, border included, form a grid on which every tap moves by one from output to output: tap
 * {@code t} of output {@code o} reads position {@code o + shift(t)} of {@code phase(t)}.
 */
record Axis(int input, int output, int kernel, int stride, int dilation, int before) {

  /** The axis of extent one that stands for a dimension which is not there. */
  static final Axis NONE = pointwise(1);

  /** The axis of {@code extent} positions on which every output reads just its own input. */
  static Axis pointwise(int extent) {
    return new Axis(extent, extent, 1, 1, 1, 0);
  }

  /** The last axes of a window over [batch, channels, ...]; in front of them {@link #NONE}. */
  static Axis[] of(Window window, Shape input, Shape kernel, Shape output) {
    Axis[] axes = {NONE, NONE, NONE};
    for (int i = 0; i < window.rank(); i++) {
      axes[axes.length - window.rank() + i] =
          new Axis(
              input.dim(i + 2),
              output.dim(i + 2),
              kernel.dim(i),
              window.strides().get(i),
              window.dilations().get(i),
              window.before().get(i));
    }
    return axes;
  }

  boolean isPointwise() {
    return equals(pointwise(input));
  }

  /** Whether the only phase is the input itself. */
  boolean isPlain() {
    return stride == 1 && before == 0 && grid() == input;
  }

  /** Whether there is one output, which reads each input once. */
  boolean isOneWindow() {
    return output == 1 && before == 0 && kernel == input && (dilation == 1 || kernel == 1);
  }

  /** A bound of the positions in all phases. */
  double extent() {
    return (double) output * stride + (kernel - 1.0) * dilation;
  }

  int phase(int tap) {
    return tap * dilation % stride;
  }

  int shift(int tap) {
    return tap * dilation / stride;
  }

  /** The phases that taps read. */
  int phases() {
    return Math.min(stride, reach());
  }

  /** The positions of each phase. */
  int grid() {
    return output + (reach() - 1) / stride;
  }

  /** The input position that an output position reads at a tap. */
  int tapped(int position, int tap) {
    return position * stride + tap * dilation - before;
  }

  /** The input position of a grid position. */
  int source(int phase, int position) {
    return position * stride + phase - before;
  }

  /** The first grid position of a phase that is not in the border before the input. */
  int first(int phase) {
    return clamp(before - phase);
  }

  /** The first grid position of a phase that is in the border after the input. */
  int end(int phase) {
    return clamp(input + before - phase);
  }

  /** The first tap that an output position reads within the input. */
  int firstTap(int position) {
    return clampTap(before - (long) position * stride);
  }

  /** One past the last tap that an output position reads within the input. */
  int endTap(int position) {
    return clampTap(before - (long) position * stride + input);
  }

  private int clampTap(long distance) {
    return (int) Math.max(0, Math.min(kernel, Math.floorDiv(distance + dilation - 1, dilation)));
  }

  private int clamp(int distance) {
    return Math.max(0, Math.min(grid(), Math.floorDiv(distance + stride - 1, stride)));
  }

  private int reach() {
    return (kernel - 1) * dilation + 1;
  }
}
