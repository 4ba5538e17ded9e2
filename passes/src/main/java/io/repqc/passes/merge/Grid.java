package io.repqc.passes.merge;

import io.repqc.ir.Shape;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the taps of a kernel lie: position p reads the source at {@code p * stride - before + tap *
 * dilation}, and there are {@code positions} of them along each spatial axis. The source goes on
 * beyond its ends with zeros.
 */
record Grid(List<Integer> strides, List<Integer> dilations, List<Integer> before, Shape positions) {
  Grid {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    before = List.copyOf(before);
  }

  /** Each position reads itself. */
  static Grid identity(Shape spatial) {
    List<Integer> ones = Collections.nCopies(spatial.rank(), 1);
    return new Grid(ones, ones, Collections.nCopies(spatial.rank(), 0), spatial);
  }

  static Grid of(Window window, Shape positions) {
    return new Grid(window.strides(), window.dilations(), window.before(), positions);
  }

  int rank() {
    return positions.rank();
  }

  /** The offset of the last tap of a kernel of {@code size} taps. */
  int last(int axis, int size) {
    return dilations.get(axis) * (size - 1) - before.get(axis);
  }

  /** The window that has just these positions over a source of this shape. */
  Window window(Shape source, Shape kernel) {
    List<Integer> after =
        IntStream.range(0, rank())
            .mapToObj(axis -> after(axis, source.dim(axis), kernel.dim(axis)))
            .toList();
    return new Window(strides, dilations, before, after);
  }

  /** Cuts only what would make room for another position. */
  private int after(int axis, int source, int kernel) {
    int needed = (positions.dim(axis) - 1) * strides.get(axis) + last(axis, kernel) + 1 - source;
    return Math.max(needed, Math.min(0, needed + strides.get(axis) - 1));
  }

  /** Whether a position before the first, or after the last, would read zeros only. */
  boolean isClearOf(Shape source, Shape kernel, int axis, boolean isBefore) {
    return isBefore
        ? last(axis, kernel.dim(axis)) - strides.get(axis) < 0
        : positions.dim(axis) * strides.get(axis) - before.get(axis) >= source.dim(axis);
  }

  /** The grid with {@code more} positions in front of the first, and so many in all. */
  Grid shifted(List<Integer> more, Shape all) {
    List<Integer> shifted = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      shifted.add(before.get(axis) + more.get(axis) * strides.get(axis));
    }
    return new Grid(strides, dilations, shifted, all);
  }
}
