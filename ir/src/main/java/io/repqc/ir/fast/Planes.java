package io.repqc.ir.fast;

import java.util.stream.IntStream;

/**
 * The input of a convolution with its border, each plane split into the phases of its axes: [image,
 * channel, depth phase, height phase, width phase, depth grid, height grid, width grid].
 *
 * <p>A tap reads such a plane as it lies, from its own first element on. As the right factor of a
 * {@link Product}, a row is a channel of the group and a tap, and a lane is an image and a grid
 * position from the first to the last output; lanes past the end of an output line are in vain.
 */
final class Planes implements Rows {
  private final Geometry geometry;
  private final Axis depth;
  private final Axis height;
  private final Axis width;
  private final int phases;
  private final int phaseSize;
  private final int imageLanes;
  private final int[] tapStarts;
  private final float[] elements;

  Planes(Geometry geometry, float[] input) {
    this.geometry = geometry;
    depth = geometry.depth();
    height = geometry.height();
    width = geometry.width();
    phases = depth.phases() * height.phases() * width.phases();
    phaseSize = depth.grid() * height.grid() * width.grid();
    imageLanes = lines(geometry).lanes();
    tapStarts = IntStream.range(0, geometry.taps()).map(this::start).toArray();
    elements = depth.isPlain() && height.isPlain() && width.isPlain() ? input : split(input);
  }

  /** Where the lanes of an image lie in the output. */
  static Lines lines(Geometry geometry) {
    return new Lines(
        geometry.depth().output(),
        geometry.height().output(),
        geometry.width().output(),
        geometry.height().grid(),
        geometry.width().grid());
  }

  @Override
  public void copy(int group, int firstRow, int rows, int firstLane, int lanes, float[][] to) {
    for (int row = firstRow; row < firstRow + rows; row++) {
      int channel = group * geometry.groupInputs() + row / tapStarts.length;
      copy(channel, tapStarts[row % tapStarts.length], firstLane, lanes, to[row - firstRow]);
    }
  }

  private void copy(int channel, int tapStart, int firstLane, int lanes, float[] to) {
    int image = firstLane / imageLanes;
    int lane = firstLane % imageLanes;
    for (int done = 0; done < lanes; image++) {
      int count = Math.min(imageLanes - lane, lanes - done);
      int plane = image * geometry.inputChannels() + channel;
      System.arraycopy(elements, plane * phases * phaseSize + tapStart + lane, to, done, count);
      done += count;
      lane = 0;
    }
  }

  /** Where in a plane the first output reads at a tap. */
  private int start(int tap) {
    int x = tap % width.kernel();
    int y = tap / width.kernel() % height.kernel();
    int z = tap / width.kernel() / height.kernel();
    int phase =
        (depth.phase(z) * height.phases() + height.phase(y)) * width.phases() + width.phase(x);
    int line = depth.shift(z) * height.grid() + height.shift(y);
    return phase * phaseSize + line * width.grid() + width.shift(x);
  }

  private float[] split(float[] input) {
    int planes = geometry.batch() * geometry.inputChannels();
    float[] split = new float[planes * phases * phaseSize];
    Parallel.run(
        planes,
        () ->
            plane -> {
              for (int phase = 0; phase < phases; phase++) {
                split(input, plane, phase, split);
              }
            });
    return split;
  }

  private void split(float[] input, int plane, int phase, float[] to) {
    int x = phase % width.phases();
    int y = phase / width.phases() % height.phases();
    int z = phase / width.phases() / height.phases();
    int first = width.first(x);
    int count = width.end(x) - first;
    for (int slice = depth.first(z), end = depth.end(z); slice < end; slice++) {
      int slices = plane * depth.input() + depth.source(z, slice);
      int grids = (plane * phases + phase) * depth.grid() + slice;
      for (int line = height.first(y), last = height.end(y); line < last; line++) {
        int from = (slices * height.input() + height.source(y, line)) * width.input();
        int at = (grids * height.grid() + line) * width.grid();
        copyLine(input, from + width.source(x, first), to, at + first, count);
      }
    }
  }

  private void copyLine(float[] input, int from, float[] to, int at, int count) {
    if (width.stride() == 1 && count > 0) {
      System.arraycopy(input, from, to, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[at + i] = input[from + i * width.stride()];
    }
  }
}
