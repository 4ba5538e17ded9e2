package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a kernel moves over the spatial axes of its input: steps, spacing of its taps, and the border
 * before and after each axis, where a negative one cuts.
 */
public record Window(
    List<Integer> strides, List<Integer> dilations, List<Integer> before, List<Integer> after)
    implements Attributes {
  public Window {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    before = List.copyOf(before);
    after = List.copyOf(after);
    IrException.check(
        strides.size() == dilations.size()
            && strides.size() == before.size()
            && strides.size() == after.size(),
        "a window of %d strides, %d dilations and a border of %d and %d numbers",
        strides.size(),
        dilations.size(),
        before.size(),
        after.size());
    IrException.check(
        strides.stream().allMatch(stride -> stride > 0)
            && dilations.stream().allMatch(dilation -> dilation > 0),
        "strides %s and dilations %s must be positive",
        strides,
        dilations);
  }

  /** Stride and dilation 1 and no border. */
  public static Window plain(int rank) {
    List<Integer> ones = Collections.nCopies(rank, 1);
    List<Integer> zeros = Collections.nCopies(rank, 0);
    return new Window(ones, ones, zeros, zeros);
  }

  public int rank() {
    return strides.size();
  }

  /**
   * How many positions a kernel of {@code size} taps has along {@code axis}, of {@code input}
   * elements.
   */
  int positions(int axis, int input, int size, boolean ceil) {
    long span = dilations.get(axis) * (size - 1L) + 1;
    long room = (long) input + before.get(axis) + after.get(axis) - span;
    if (room < 0) {
      return 0;
    }
    int stride = strides.get(axis);
    long steps = ceil ? (room + stride - 1) / stride : room / stride;
    boolean startsPastInput = ceil && steps * stride >= (long) input + before.get(axis);
    return Math.toIntExact(startsPastInput ? steps : steps + 1);
  }

  /**
   * How many of a kernel's taps lie within the input, or within the input and its border, for each
   * position along {@code axis}.
   */
  int[] counts(int axis, int input, int size, boolean ceil, boolean withBorder) {
    long first = withBorder ? -before.get(axis) : 0;
    long end = withBorder ? (long) input + after.get(axis) : input;
    int[] counts = new int[positions(axis, input, size, ceil)];
    for (int position = 0; position < counts.length; position++) {
      for (int tap = 0; tap < size; tap++) {
        long at = at(axis, position, tap);
        counts[position] += at >= first && at < end ? 1 : 0;
      }
    }
    return counts;
  }

  /** Which element along an axis a tap reads; outside of the input it is one of the border. */
  private long at(int axis, int position, int tap) {
    return (long) position * strides.get(axis)
        - before.get(axis)
        + (long) tap * dilations.get(axis);
  }

  /** The spatial shape of what a kernel of spatial shape {@code size} makes of {@code input}. */
  Shape positions(Shape input, Shape size, boolean ceil) {
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      dims.add(positions(axis, input.dim(axis), size.dim(axis), ceil));
    }
    return new Shape(dims);
  }

  /**
   * For each of the {@code positions} and, within it, each tap of a kernel of shape {@code size}:
   * the flat index of the element of {@code input} that it reads, or -1 in the border.
   */
  int[] taps(Shape input, Shape size, Shape positions) {
    int[] taps = {0};
    for (int axis = 0; axis < rank(); axis++) {
      taps = crossAxis(taps, axis, input.dim(axis), positions.dim(axis), size.dim(axis));
    }
    return byPosition(taps, size, positions);
  }

  /**
   * Extends each index over the axes so far by every pair of position and tap along {@code axis}.
   */
  private int[] crossAxis(int[] taps, int axis, int input, int positions, int size) {
    int[] crossed = new int[Math.multiplyExact(taps.length, positions * size)];
    int next = 0;
    for (int outer : taps) {
      for (int position = 0; position < positions; position++) {
        for (int tap = 0; tap < size; tap++) {
          long at = at(axis, position, tap);
          boolean inside = outer >= 0 && at >= 0 && at < input;
          crossed[next++] = inside ? outer * input + (int) at : -1;
        }
      }
    }
    return crossed;
  }

  /** From position, tap, position, tap, ... axis by axis to all positions, then all taps. */
  private int[] byPosition(int[] taps, Shape size, Shape positions) {
    List<Integer> pairs = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      pairs.add(positions.dim(axis));
      pairs.add(size.dim(axis));
    }
    int[] own = new Shape(pairs).strides();
    List<Integer> dims = new ArrayList<>(positions.dims());
    dims.addAll(size.dims());
    int[] strides = new int[pairs.size()];
    for (int axis = 0; axis < rank(); axis++) {
      strides[axis] = own[2 * axis];
      strides[rank() + axis] = own[2 * axis + 1];
    }
    int[] order = Strided.offsets(new Shape(dims), 0, strides);
    for (int i = 0; i < order.length; i++) {
      order[i] = taps[order[i]];
    }
    return order;
  }
}
