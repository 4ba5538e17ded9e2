package io.repqc.ir.fast;

import io.repqc.ir.Shape;
import io.repqc.ir.op.TransposedConvolution;
import java.util.ArrayList;
import java.util.List;

/**
 * A transposed convolution as ordinary ones of stride 1, one for each {@link Phase} of each axis,
 * whose results lie interleaved.
 */
record TransposedSums(TransposedConvolution op, Axis[] axes, int[] outputs) {
  private static final double LONGEST_EXTENT = 1 << 24;

  /** The phases of the three axes that one convolution computes. */
  private record Part(Phase depth, Phase height, Phase width, Geometry geometry) {
    int taps() {
      return depth.taps().length * height.taps().length * width.taps().length;
    }
  }

  static TransposedSums of(TransposedConvolution op) {
    Shape result = op.inferType().shape();
    Axis[] axes = Axis.of(op.window(), op.x().shape(), op.kernel(), result);
    return new TransposedSums(op, axes, new int[] {result.dim(0), result.dim(1)});
  }

  boolean isCompact() {
    for (Axis axis : axes) {
      if (axis.extent() > LONGEST_EXTENT) {
        return false;
      }
    }
    return parts().stream().allMatch(part -> part.geometry.isCompact());
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (Phase depth : Phase.of(axes[0])) {
      for (Phase height : Phase.of(axes[1])) {
        for (Phase width : Phase.of(axes[2])) {
          parts.add(new Part(depth, height, width, geometry(depth, height, width)));
        }
      }
    }
    return parts;
  }

  private Geometry geometry(Phase depth, Phase height, Phase width) {
    return new Geometry(
        outputs[0],
        op.x().type().dim(1),
        outputs[1],
        op.groups(),
        depth.axis(),
        height.axis(),
        width.axis());
  }

  /** Adds the sums to a result. */
  void addTo(float[] result, float[] x, float[] weight) {
    for (Part part : parts()) {
      float[] kernels = new float[weightCount(part)];
      float[] sums = new float[resultCount(part)];
      copy(part, weight, kernels);
      Contraction.convolution(part.geometry).addTo(sums, kernels, x);
      forEachLine(
          part,
          (from, to, count, step) -> {
            for (int i = 0; i < count; i++) {
              result[to + i * step] += sums[from + i];
            }
          });
    }
  }

  /** Adds the sums to a result; everything wraps as int does. */
  void addTo(int[] result, int[] x, int[] weight) {
    for (Part part : parts()) {
      int[] kernels = new int[weightCount(part)];
      int[] sums = new int[resultCount(part)];
      copy(part, weight, kernels);
      Contraction.convolution(part.geometry).addTo(sums, kernels, x);
      forEachLine(
          part,
          (from, to, count, step) -> {
            for (int i = 0; i < count; i++) {
              result[to + i * step] += sums[from + i];
            }
          });
    }
  }

  private int weightCount(Part part) {
    return outputs[1] * part.geometry.groupInputs() * part.taps();
  }

  private int resultCount(Part part) {
    return outputs[0] * outputs[1] * part.geometry.outputPlane();
  }

  /**
   * The weight [input, output of a group, taps] as [output, input of a group, taps of the part].
   */
  private void copy(Part part, Object weight, Object to) {
    int groupInputs = part.geometry.groupInputs();
    int groupOutputs = part.geometry.groupOutputs();
    int next = 0;
    for (int output = 0; output < outputs[1]; output++) {
      for (int i = 0; i < groupInputs; i++) {
        int input = output / groupOutputs * groupInputs + i;
        int kernel = (input * groupOutputs + output % groupOutputs) * op.kernel().count();
        for (int depth : part.depth.taps()) {
          for (int height : part.height.taps()) {
            int line = kernel + (depth * axes[1].kernel() + height) * axes[2].kernel();
            for (int width : part.width.taps()) {
              System.arraycopy(weight, line + width, to, next++, 1);
            }
          }
        }
      }
    }
  }

  /** Adds {@code count} sums that lie together to elements of the result that lie apart. */
  private interface LineAddition {
    void add(int from, int to, int count, int step);
  }

  private void forEachLine(Part part, LineAddition addition) {
    int count = part.width.axis().output();
    int from = 0;
    for (int plane = 0; plane < outputs[0] * outputs[1]; plane++) {
      for (int z = 0; z < part.depth.axis().output(); z++) {
        int slice = plane * axes[0].output() + part.depth.output(z);
        for (int y = 0; y < part.height.axis().output(); y++) {
          int line = slice * axes[1].output() + part.height.output(y);
          int to = line * axes[2].output() + part.width.first();
          addition.add(from, to, count, part.width.stride());
          from += count;
        }
      }
    }
  }
}
