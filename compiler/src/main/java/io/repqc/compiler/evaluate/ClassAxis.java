package io.repqc.compiler.evaluate;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The axis of an output along which its classes lie: {@code stride} apart, {@code size} many. */
public record ClassAxis(int axis, int size, int stride) {

  /** The second axis or the last, whichever leaves one position for each of the answers. */
  public static Optional<ClassAxis> of(Shape output, Shape answers) {
    for (int axis : new int[] {1, output.rank() - 1}) {
      if (axis > 0
          && axis < output.rank()
          && longAxes(without(output, axis)).equals(longAxes(answers))) {
        return Optional.of(
            new ClassAxis(axis, output.dim(axis), output.count(axis + 1, output.rank())));
      }
    }
    return Optional.empty();
  }

  private static Shape without(Shape shape, int axis) {
    List<Integer> dims = new ArrayList<>(shape.dims());
    dims.remove(axis);
    return new Shape(dims);
  }

  private static List<Integer> longAxes(Shape shape) {
    return shape.dims().stream().filter(dim -> dim != 1).toList();
  }

  /** Where the first class of a position lies. */
  public int first(int position) {
    return position / stride * stride * size + position % stride;
  }

  /** At how many of the first positions two outputs say the same class. */
  int agreeing(Tensor one, Tensor other, int positions) {
    return (int)
        IntStream.range(0, positions).filter(i -> largest(one, i) == largest(other, i)).count();
  }

  /** The class of the largest number at a position; the first of equals. */
  int largest(Tensor output, int position) {
    int first = first(position);
    int largest = 0;
    for (int i = 1; i < size; i++) {
      if (output.number(first + i * stride) > output.number(first + largest * stride)) {
        largest = i;
      }
    }
    return largest;
  }
}
