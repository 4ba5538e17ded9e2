package io.repqc.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The dimensions of a tensor, outermost first; a scalar has none. No dimension is negative. */
public record Shape(List<Integer> dims) {
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
    long count = 1;
    for (int dim : dims) {
      IrException.check(dim >= 0, "negative dimension in shape %s", dims);
      count = Math.multiplyExact(count, dim == 0 ? 1L : dim);
      IrException.check(count <= Integer.MAX_VALUE, "shape %s has over 2^31 elements", dims);
    }
  }

  public static Shape of(int... dims) {
    return new Shape(Arrays.stream(dims).boxed().toList());
  }

  public int rank() {
    return dims.size();
  }

  public int dim(int axis) {
    return dims.get(axis);
  }

  /** The number of elements. */
  public int count() {
    return count(0, rank());
  }

  /** The product of the dimensions from {@code from} up to, not including, {@code to}. */
  public int count(int from, int to) {
    return dims.subList(from, to).stream().reduce(1, (a, b) -> a * b);
  }

  /** This shape with {@code size} at {@code axis}. */
  public Shape with(int axis, int size) {
    List<Integer> changed = new ArrayList<>(dims);
    changed.set(axis, size);
    return new Shape(changed);
  }

  /** How far apart neighbours along each axis lie in row-major order. */
  public int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dim(axis);
    }
    return strides;
  }

  public int[] toArray() {
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
