package io.repqc.compiler.evaluate;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The axis of an output along which its classes lie: {@code stride} apart, {@code size} many. */
record ClassAxis(int size, int stride) {

  /** The second axis or the last, whichever leaves one position for each of the answers. */
  static Optional<ClassAxis> of(Shape output, Shape answers) {
    for (int axis : new int[] {1, output.rank() - 1}) {
      if (axis > 0
          && axis < output.rank()
          && longAxes(without(output, axis)).equals(longAxes(answers))) {
        return Optional.of(new ClassAxis(output.dim(axis), output.count(axis + 1, output.rank())));
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

  /** The class of the largest number at a position; the first of equals. */
  int largest(Tensor output, int position) {
    int first = position / stride * stride * size + position % stride;
    int largest = 0;
    for (int i = 1; i < size; i++) {
      if (output.number(first + i * stride) > output.number(first + largest * stride)) {
        largest = i;
      }
    }
    return largest;
  }
}
