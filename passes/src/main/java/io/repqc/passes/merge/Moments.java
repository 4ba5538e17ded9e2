package io.repqc.passes.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean and variance of what a form computes, from the moments of what its taps read: the mean is
 * exact, the variance takes the taps as uncorrelated (RepQ-BNEst, arXiv 2311.05317, for kernels of
 * any size):
 *
 * <pre>{@code
 * mean = sum k * E[tap] + bias        variance = sum k^2 * Var[tap]
 * }</pre>
 */
final class Moments {
  private final Expressions expressions;
  private final Kernels kernels;

  Moments(Expressions expressions) {
    this.expressions = expressions;
    this.kernels = new Kernels(expressions);
  }

  Value mean(AffineForm form) {
    Value sums = kernels.dot(form.kernel(), taps(form, form.source()), form.groups());
    return expressions.add(sums, form.bias());
  }

  Value variance(AffineForm form) {
    Value mean = taps(form, form.source());
    Value squares = taps(form, square(form.source()));
    Value variance = expressions.subtract(squares, square(mean));
    return kernels.dot(square(form.kernel()), variance, form.groups());
  }

  private Value square(Value value) {
    return expressions.of(new Binary(BinaryFunction.MUL, value, value));
  }

  /**
   * What each tap reads of each input channel, on average over the images and positions: [input
   * channels, taps...]. That is a correlation of the source with ones at all positions.
   */
  private Value taps(AffineForm form, Value source) {
    ElementType elements = source.elementType();
    int rank = form.grid().rank();
    if (rank == 0) {
      return expressions.of(new Reduce(ReduceFunction.MEAN, source, List.of(0), false));
    }
    Value byChannel = expressions.of(new Transpose(source, swapped(rank)));
    Value share =
        expressions.fill(
            new TensorType(elements, Shape.SCALAR), 1.0 / form.grid().positions().count());
    List<Integer> dims = new ArrayList<>(List.of(1, 0));
    dims.addAll(form.grid().positions().dims());
    Value weight = expressions.of(new Expand(share, byChannel, dims));
    Value total =
        expressions.of(
            new Convolution(
                byChannel,
                weight,
                expressions.fill(new TensorType(elements, Shape.of(1)), 0),
                window(form),
                1));
    Value images = images(byChannel);
    List<Integer> shape = new ArrayList<>(List.of(source.type().dim(1)));
    shape.addAll(form.taps().dims());
    return expressions.reshape(expressions.divide(total, images), new Shape(shape));
  }

  /** The number of images, as a number of the graph. */
  private Value images(Value byChannel) {
    Value one = expressions.fill(new TensorType(byChannel.elementType(), Shape.SCALAR), 1);
    List<Integer> dims = List.of(1, 0);
    Value ones = expressions.of(new Expand(one, byChannel, dims));
    return expressions.of(new Reduce(ReduceFunction.SUM, ones, List.of(0, 1), false));
  }

  /** Positions and taps change places, and with them strides and dilations. */
  private static Window window(AffineForm form) {
    Grid grid = form.grid();
    Shape source = AffineForm.spatial(form.source().shape());
    List<Integer> after =
        IntStream.range(0, grid.rank())
            .mapToObj(
                axis ->
                    (form.taps().dim(axis) - 1) * grid.dilations().get(axis)
                        + (grid.positions().dim(axis) - 1) * grid.strides().get(axis)
                        + 1
                        - grid.before().get(axis)
                        - source.dim(axis))
            .toList();
    return new Window(grid.dilations(), grid.strides(), grid.before(), after);
  }

  private static List<Integer> swapped(int rank) {
    List<Integer> permutation = new ArrayList<>(List.of(1, 0));
    IntStream.range(2, rank + 2).forEach(permutation::add);
    return Collections.unmodifiableList(permutation);
  }
}
