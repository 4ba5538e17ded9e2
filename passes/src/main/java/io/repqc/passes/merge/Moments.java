package io.repqc.passes.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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

  /** What was computed of a source for one form serves all others. */
  private final Map<Value, Value> images = new IdentityHashMap<>();

  private final Map<Value, Value> squares = new IdentityHashMap<>();
  private final Map<List<Object>, Value> taps = new HashMap<>();

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
    Value ofSquares = taps(form, squares.computeIfAbsent(form.source(), this::square));
    Value variance = positive(expressions.subtract(ofSquares, square(mean)));
    return kernels.dot(square(form.kernel()), variance, form.groups());
  }

  /** A tap that always reads the same number has a variance that rounding may take below zero. */
  private Value positive(Value variance) {
    return expressions.of(Clamp.relu(variance));
  }

  private Value square(Value value) {
    return expressions.of(new Binary(BinaryFunction.MUL, value, value));
  }

  /** What each tap reads of each input channel, on average: [input channels, taps...]. */
  private Value taps(AffineForm form, Value source) {
    Value image = images.computeIfAbsent(source, this::image);
    return taps.computeIfAbsent(
        List.of(image, form.grid(), form.taps()), key -> ofPositions(form, image));
  }

  /** The images of a batch on average, as a batch of one. */
  private Value image(Value source) {
    return expressions.of(new Reduce(ReduceFunction.MEAN, source, List.of(0), true));
  }

  /** The mean over positions is a correlation with ones at all of them, each channel by itself. */
  private Value ofPositions(AffineForm form, Value image) {
    List<Integer> means = new ArrayList<>(List.of(image.type().dim(1)));
    means.addAll(form.taps().dims());
    if (form.grid().rank() == 0) {
      return expressions.reshape(image, new Shape(means));
    }
    ElementType elements = image.elementType();
    Shape positions = form.grid().positions();
    List<Integer> dims = new ArrayList<>(List.of(1, 1));
    dims.addAll(positions.dims());
    Value sums =
        expressions.of(
            new Convolution(
                expressions.of(new Transpose(image, swapped(form.grid().rank()))),
                expressions.fill(
                    new TensorType(elements, new Shape(dims)), 1.0 / positions.count()),
                expressions.fill(new TensorType(elements, Shape.of(1)), 0),
                window(form),
                1));
    return expressions.reshape(sums, new Shape(means));
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
