package io.repqc.ir.fast;

import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Two operands that broadcast to a result, which falls into runs of {@code run} elements: along a
 * run, either operand has an element for each or one for all.
 */
record Broadcast(Shape left, Shape right, Shape result, int axes, int run) {
  private static final int LONGEST_PIECE = 1 << 14;

  /** The runs are as long as they can be. */
  static Broadcast of(Shape left, Shape right, Shape result) {
    Shape first = aligned(left, result.rank());
    Shape second = aligned(right, result.rank());
    int axis = result.rank();
    while (axis > 0
        && isOneOrAll(first, result, axis - 1)
        && isOneOrAll(second, result, axis - 1)) {
      axis--;
    }
    return new Broadcast(first, second, result, axis, result.count(axis, result.rank()));
  }

  private static Shape aligned(Shape shape, int rank) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(rank - shape.rank(), 1));
    dims.addAll(shape.dims());
    return new Shape(dims);
  }

  private static boolean isOneOrAll(Shape operand, Shape result, int axis) {
    int count = operand.count(axis, operand.rank());
    return count == 1 || count == result.count(axis, result.rank());
  }

  /** The elements of the result; a run is worked on in pieces. */
  float[] compute(FastBinary.Loop loop, float[] a, float[] b) {
    float[] elements = new float[result.count()];
    int piece = Math.min(run, LONGEST_PIECE);
    int pieces = piece == 0 ? 0 : (run + piece - 1) / piece;
    Parallel.run(
        result.count(0, axes) * pieces,
        () -> {
          Operand first = new Operand(left, a, piece);
          Operand second = new Operand(right, b, piece);
          return task -> {
            int from = task % pieces * piece;
            int count = Math.min(piece, run - from);
            int i = first.move(task / pieces, from);
            int j = second.move(task / pieces, from);
            int to = task / pieces * run + from;
            loop.run(first.elements, i, second.elements, j, elements, to, count);
          };
        });
    return elements;
  }

  /** One operand, as its elements lie or, if it has one for all of a run, repeated. */
  private final class Operand {
    private final Shape shape;
    private final float[] own;
    private final boolean repeats;
    private final float[] elements;

    Operand(Shape shape, float[] own, int piece) {
      this.shape = shape;
      this.own = own;
      repeats = run > 1 && shape.count(axes, shape.rank()) == 1;
      elements = repeats ? new float[piece] : own;
    }

    /** Where the elements are that stand for those of a run from {@code from} on. */
    int move(int index, int from) {
      int start = start(index);
      if (repeats) {
        Arrays.fill(elements, own[start]);
        return 0;
      }
      return start + from;
    }

    private int start(int index) {
      int start = 0;
      int rest = index;
      for (int axis = axes - 1, stride = shape.count(axes, shape.rank()); axis >= 0; axis--) {
        start += shape.dim(axis) == 1 ? 0 : rest % result.dim(axis) * stride;
        rest /= result.dim(axis);
        stride *= shape.dim(axis);
      }
      return start;
    }
  }
}
