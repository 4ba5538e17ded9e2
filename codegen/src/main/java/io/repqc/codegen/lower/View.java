package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Place;
import io.repqc.codegen.Pointer;
import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tensor in memory: element (i, j, ...) lies {@code i * strides[0] + j * strides[1] + ...}
 * elements after the first.
 *
 * @param offset of the first element in its place, in elements
 * @param flip 0x80 where the integers are stored as x ^ 0x80, else 0
 */
public record View(
    Place place, int offset, Elements elements, Shape shape, List<Integer> strides, int flip) {
  public View {
    strides = List.copyOf(strides);
  }

  /** Axes of this shape in this order, outermost first, without gaps. */
  static List<Integer> dense(Shape shape, List<Integer> order) {
    Integer[] strides = new Integer[shape.rank()];
    int next = 1;
    for (int i = order.size() - 1; i >= 0; i--) {
      strides[order.get(i)] = next;
      next *= shape.dim(order.get(i));
    }
    return List.of(strides);
  }

  public Pointer pointer() {
    return at(0);
  }

  /** The place so many elements after the first. */
  public Pointer at(int elementsLater) {
    return new Pointer(place, (long) (offset + elementsLater) * elements.bytes());
  }

  public int stride(int axis) {
    return strides.get(axis);
  }

  /** The strides as if this had another shape that it broadcasts to. */
  public List<Integer> stretched(Shape to) {
    Integer[] stretched = new Integer[to.rank()];
    for (int axis = 0; axis < to.rank(); axis++) {
      int own = axis - (to.rank() - shape.rank());
      stretched[axis] = own < 0 || shape.dim(own) == 1 && to.dim(axis) != 1 ? 0 : stride(own);
    }
    return List.of(stretched);
  }

  /** This as if it had another shape that it broadcasts to. */
  View stretchedTo(Shape to) {
    return with(to, stretched(to));
  }

  /** The first element, and others by these steps. */
  View with(Shape other, List<Integer> steps) {
    return new View(place, offset, elements, other, steps, flip);
  }

  /** Elements {@code step} apart along an axis. */
  View part(int axis, int start, int step, int count) {
    List<Integer> steps = new ArrayList<>(strides);
    steps.set(axis, step * stride(axis));
    int first = offset + start * stride(axis);
    return new View(place, first, elements, shape.with(axis, count), steps, flip);
  }

  /** The axes in another order. */
  View permuted(List<Integer> axes) {
    Shape turned = new Shape(axes.stream().map(shape::dim).toList());
    return with(turned, axes.stream().map(this::stride).toList());
  }

  /** The same elements in the same order in another shape, if strides can say where they lie. */
  Optional<View> reshaped(Shape to) {
    Integer[] steps = new Integer[to.rank()];
    int axis = shape.rank();
    int step = 0;
    int left = 1;
    for (int i = to.rank() - 1; i >= 0; i--) {
      while (left == 1 && to.dim(i) != 1) {
        axis--;
        step = stride(axis);
        left = shape.dim(axis);
      }
      while (axis > 0 && (shape.dim(axis - 1) == 1 || stride(axis - 1) == step * left)) {
        axis--;
        left *= shape.dim(axis);
      }
      if (left % to.dim(i) != 0) {
        return Optional.empty();
      }
      steps[i] = step;
      step *= to.dim(i);
      left /= to.dim(i);
    }
    return Optional.of(with(to, List.of(steps)));
  }

  /** The same in another place. */
  View in(Place other) {
    return new View(other, offset, elements, shape, strides, flip);
  }

  /** Whether the elements lie one after the other, the first axis outermost. */
  public boolean isRow() {
    return stepsLike(with(shape, dense(shape, IntStream.range(0, shape.rank()).boxed().toList())));
  }

  /** Whether both go as far along each axis, wherever they start; where a dim is 1, none goes. */
  boolean stepsLike(View other) {
    return IntStream.range(0, shape.rank())
        .allMatch(axis -> shape.dim(axis) == 1 || stride(axis) == other.stride(axis));
  }

  /** Whether another lies the same way, wherever it is. */
  boolean liesLike(View other) {
    return elements == other.elements
        && shape.equals(other.shape)
        && strides.equals(other.strides)
        && offset == other.offset
        && flip == other.flip;
  }
}
