package io.repqc.passes.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The algebra of kernels, as expressions: composing, regrouping and widening them. */
final class Kernels {
  private final Expressions expressions;

  Kernels(Expressions expressions) {
    this.expressions = expressions;
  }

  /** One tap that gives each channel back: a kernel with a group for each channel. */
  Value identity(ElementType elements, int channels, int rank) {
    List<Integer> dims = new ArrayList<>(List.of(channels, 1));
    dims.addAll(Collections.nCopies(rank, 1));
    return expressions.fill(new TensorType(elements, new Shape(dims)), 1);
  }

  /**
   * The kernel that does what {@code first} and then {@code second} do, both in {@code groups}.
   * Taps add up: those of the first lie {@code spacing} apart, those of the second {@code
   * dilation}. A transposed convolution adds up indices in just this way.
   */
  Value compose(
      Value first, Value second, List<Integer> spacing, List<Integer> dilation, int groups) {
    if (spacing.isEmpty()) {
      return expressions.of(new MatMul(second, first));
    }
    int outputs = second.type().dim(0) / groups;
    Value swapped = swapChannels(first);
    Value weight = groups == 1 ? swapChannels(second) : byInput(second, groups);
    TensorType bias = new TensorType(first.elementType(), Shape.of(outputs * groups));
    List<Integer> zeros = Collections.nCopies(spacing.size(), 0);
    Value composed =
        expressions.of(
            new TransposedConvolution(
                swapped,
                weight,
                expressions.fill(bias, 0),
                new Window(spacing, dilation, zeros, zeros),
                zeros,
                groups));
    return swapChannels(composed);
  }

  /** From [outputs, inputs of a group, ...] to [all inputs, outputs of a group, ...]. */
  private Value byInput(Value kernel, int groups) {
    int outputs = kernel.type().dim(0) / groups;
    int inputs = kernel.type().dim(1);
    Shape taps = AffineForm.spatial(kernel.shape());
    Value split = expressions.reshape(kernel, join(List.of(groups, outputs, inputs), taps));
    List<Integer> permutation = new ArrayList<>(List.of(0, 2, 1));
    IntStream.range(3, split.shape().rank()).forEach(permutation::add);
    Value swapped = expressions.of(new Transpose(split, permutation));
    return expressions.reshape(swapped, join(List.of(groups * inputs, outputs), taps));
  }

  private Value swapChannels(Value kernel) {
    List<Integer> permutation = new ArrayList<>(List.of(1, 0));
    IntStream.range(2, kernel.shape().rank()).forEach(permutation::add);
    return expressions.of(new Transpose(kernel, permutation));
  }

  /** What a kernel in {@code groups} makes of an input that is {@code constants} everywhere. */
  Value applyToConstants(Value kernel, Value constants, int groups) {
    List<Integer> taps = IntStream.range(2, kernel.shape().rank()).boxed().toList();
    Value sums =
        taps.isEmpty()
            ? kernel
            : expressions.of(new Reduce(ReduceFunction.SUM, kernel, taps, false));
    return dot(sums, constants, groups);
  }

  /** For each output channel, the kernel times the numbers that its group reads, summed up. */
  Value dot(Value kernel, Value numbers, int groups) {
    int outputs = kernel.type().dim(0);
    int terms = kernel.shape().count() / outputs;
    Value products =
        expressions.multiply(
            expressions.reshape(kernel, Shape.of(groups, outputs / groups, terms)),
            expressions.reshape(numbers, Shape.of(groups, 1, terms)));
    Value total = expressions.of(new Reduce(ReduceFunction.SUM, products, List.of(2), false));
    return expressions.reshape(total, Shape.of(outputs));
  }

  /** The same kernel in fewer groups: what was in no group with an output gets zeros. */
  Value regroup(Value kernel, int groups, int fewer) {
    if (groups == fewer) {
      return kernel;
    }
    int copies = groups / fewer;
    int outputs = kernel.type().dim(0);
    int inputs = kernel.type().dim(1);
    Shape taps = AffineForm.spatial(kernel.shape());
    Shape ones = new Shape(Collections.nCopies(taps.rank(), 1));
    TensorType maskType =
        new TensorType(kernel.elementType(), join(List.of(outputs, copies, 1), ones));
    Tensor mask =
        Tensor.generate(
            maskType, i -> i % copies == i / copies / (outputs / groups) % copies ? 1 : 0);
    Value column = expressions.reshape(kernel, join(List.of(outputs, 1, inputs), taps));
    Value spread = expressions.multiply(column, expressions.constant(mask));
    return expressions.reshape(spread, join(List.of(outputs, copies * inputs), taps));
  }

  /** The kernel in {@code groups} for an input of which each channel has its factor. */
  Value scaleInputs(Value kernel, Value factors, int groups) {
    if (Constant.isAll(factors, 1)) {
      return kernel;
    }
    int outputs = kernel.type().dim(0) / groups;
    int inputs = kernel.type().dim(1);
    Shape taps = AffineForm.spatial(kernel.shape());
    Shape ones = new Shape(Collections.nCopies(taps.rank(), 1));
    Value split = expressions.reshape(kernel, join(List.of(groups, outputs, inputs), taps));
    Value rows = expressions.reshape(factors, join(List.of(groups, 1, inputs), ones));
    return expressions.reshape(expressions.multiply(split, rows), kernel.shape());
  }

  /** The kernel with its taps {@code spacing} apart, zeros in between, before and after. */
  Value widen(Value kernel, List<Integer> spacing, List<Integer> before, List<Integer> after) {
    Value spread = spacing.stream().allMatch(s -> s == 1) ? kernel : spread(kernel, spacing);
    List<Integer> front = new ArrayList<>(List.of(0, 0));
    List<Integer> back = new ArrayList<>(List.of(0, 0));
    front.addAll(before);
    back.addAll(after);
    boolean fits = front.stream().allMatch(n -> n == 0) && back.stream().allMatch(n -> n == 0);
    return fits ? spread : expressions.of(new Pad(PadMode.CONSTANT, spread, front, back, 0));
  }

  private Value spread(Value kernel, List<Integer> spacing) {
    int rank = spacing.size();
    Shape taps = AffineForm.spatial(kernel.shape());
    int count = kernel.type().dim(0) * kernel.type().dim(1);
    Value flat = expressions.reshape(kernel, join(List.of(count, 1), taps));
    Value one = identity(kernel.elementType(), 1, rank);
    List<Integer> ones = Collections.nCopies(rank, 1);
    Value spread = compose(one, flat, ones, spacing, 1);
    return expressions.reshape(
        spread,
        join(
            List.of(kernel.type().dim(0), kernel.type().dim(1)),
            AffineForm.spatial(spread.shape())));
  }

  private static Shape join(List<Integer> channels, Shape taps) {
    List<Integer> dims = new ArrayList<>(channels);
    dims.addAll(taps.dims());
    return new Shape(dims);
  }
}
