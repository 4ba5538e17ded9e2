package io.repqc.frontend.onnx.operator;

import io.repqc.ir.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** One axis to be resized: to what, and from which part of it, in units of its size. */
record ResizeTarget(int axis, int size, double scale, double start, double end) {

  /** Sizes are rounded down, and in f32, where 0.7 times 10 is 7. */
  static List<ResizeTarget> scaled(Shape shape, List<Integer> axes, double[] scales) {
    return IntStream.range(0, axes.size())
        .mapToObj(
            i -> {
              float size = (float) scales[i] * shape.dim(axes.get(i));
              return new ResizeTarget(axes.get(i), (int) size, scales[i], 0, 1);
            })
        .toList();
  }

  static List<ResizeTarget> sized(Shape shape, List<Integer> axes, List<Integer> sizes) {
    return IntStream.range(0, axes.size())
        .mapToObj(
            i -> {
              float scale = (float) sizes.get(i) / shape.dim(axes.get(i));
              return new ResizeTarget(axes.get(i), sizes.get(i), scale, 0, 1);
            })
        .toList();
  }

  /** All axes by the one scale that fits every size best, from below or from above. */
  static List<ResizeTarget> inProportion(
      Shape shape, List<Integer> axes, List<Integer> sizes, boolean fromBelow) {
    double[] scales =
        IntStream.range(0, axes.size())
            .mapToDouble(i -> (double) sizes.get(i) / shape.dim(axes.get(i)))
            .sorted()
            .toArray();
    double scale = scales[fromBelow ? 0 : scales.length - 1];
    return axes.stream()
        .map(
            axis -> {
              int size = (int) Math.floor(scale * shape.dim(axis) + 0.5);
              return new ResizeTarget(axis, size, (float) scale, 0, 1);
            })
        .toList();
  }

  ResizeTarget cropped(double from, double to) {
    return new ResizeTarget(axis, size, scale, from, to);
  }

  boolean changes(Shape shape) {
    return size != shape.dim(axis) || scale != 1 || start != 0 || end != 1;
  }
}
