package io.repqc.ir.fast;

import io.repqc.ir.Shape;
import io.repqc.ir.op.Convolution;

/**
 * The numbers of a convolution: input [batch, inputChannels, depth, height, width], weight
 * [outputChannels, inputChannels / groups, taps], output [batch, outputChannels, depth, height,
 * width]. Missing spatial dimensions are {@link Axis#NONE}, in front.
 */
record Geometry(
    int batch,
    int inputChannels,
    int outputChannels,
    int groups,
    Axis depth,
    Axis height,
    Axis width) {

  private static final double FREE_ELEMENTS = 1 << 22;
  private static final double MOST_ELEMENTS = 1 << 30;

  /** A pointwise window runs over its plane as over one long line. */
  Geometry {
    if (depth.isPointwise() && height.isPointwise() && width.isPointwise()) {
      width = Axis.pointwise(depth.input() * height.input() * width.input());
      depth = Axis.NONE;
      height = Axis.NONE;
    }
  }

  static Geometry of(Convolution op) {
    Shape input = op.x().shape();
    Shape output = op.inferType().shape();
    Axis[] axes = Axis.of(op.window(), input, op.kernel(), output);
    return new Geometry(
        input.dim(0), input.dim(1), output.dim(1), op.groups(), axes[0], axes[1], axes[2]);
  }

  int taps() {
    return depth.kernel() * height.kernel() * width.kernel();
  }

  int groupInputs() {
    return inputChannels / groups;
  }

  int groupOutputs() {
    return outputChannels / groups;
  }

  /** The products in one sum. */
  int sumLength() {
    return groupInputs() * taps();
  }

  int outputPlane() {
    return depth.output() * height.output() * width.output();
  }

  /** Whether each image is one window: a fully connected layer. */
  boolean isFullyConnected() {
    return groups == 1 && depth.isOneWindow() && height.isOneWindow() && width.isOneWindow();
  }

  /** Whether the input with its border fits in memory that is in proportion to the operands. */
  boolean isCompact() {
    double planes = (double) batch * inputChannels;
    double inputs = planes * depth.input() * height.input() * width.input();
    double outputs = (double) batch * outputChannels * outputPlane();
    double split = planes * depth.extent() * height.extent() * width.extent();
    return split < Math.min(MOST_ELEMENTS, FREE_ELEMENTS + 4 * (inputs + outputs));
  }
}
