package io.repqc.runtime.kernel;

/**
 * Windows over up to three spatial axes of images.
 *
 * @param x strides: image, three spatial axes, channel
 */
public record Pool(
    int images,
    int channels,
    int[] xSize,
    int[] ySize,
    int[] kernel,
    int[] stride,
    int[] dilation,
    int[] before,
    int[] after,
    int[] x,
    int[] y) {
  /** How many taps of the window at a position lie from low to before high. */
  int taps(int axis, int position, int low, int high) {
    int start = position * stride[axis] - before[axis];
    int first = steps(low - start, dilation[axis]);
    int end = Math.min(steps(high - start, dilation[axis]), kernel[axis]);
    return Math.max(end - first, 0);
  }

  /** How many steps it takes to come so far, or farther. */
  static int steps(int distance, int step) {
    return distance <= 0 ? 0 : (distance + step - 1) / step;
  }
}
