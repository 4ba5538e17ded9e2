package io.repqc.passes.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Slice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * How affine forms combine. What does not combine gives nothing, with a reason: the ring around an
 * intermediate value must hold what the merged convolution would find there.
 */
final class Composition {
  private final Expressions expressions;
  private final Kernels kernels;
  private final ChannelAlgebra algebra = new ChannelAlgebra();
  private final Map<Value, AffineForm> identities = new IdentityHashMap<>();

  Composition(Expressions expressions) {
    this.expressions = expressions;
    this.kernels = new Kernels(expressions);
  }

  /** A value as itself. */
  AffineForm identity(Value value) {
    return identities.computeIfAbsent(value, this::newIdentity);
  }

  private AffineForm newIdentity(Value value) {
    int channels = value.type().dim(1);
    Grid grid = Grid.identity(AffineForm.spatial(value.shape()));
    ElementType elements = value.elementType();
    return new AffineForm(
        value,
        kernels.identity(elements, channels, grid.rank()),
        zeros(elements, channels),
        grid,
        channels);
  }

  private Value zeros(ElementType elements, int channels) {
    return expressions.fill(new TensorType(elements, Shape.of(channels)), 0);
  }

  /**
   * What {@code second}, a form of the value that {@code first} describes, makes of first's source.
   */
  AffineForm chain(AffineForm first, AffineForm second) throws Refusal {
    if (identities.get(first.source()) == first) {
      return second;
    }
    checkRing(first, second);
    int groups = first.isScaling() ? second.groups() : gcd(first.groups(), second.groups());
    Value after = kernels.regroup(second.kernel(), second.groups(), groups);
    List<Integer> unit = new ArrayList<>();
    List<Integer> spacing = new ArrayList<>();
    List<Integer> dilation = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    List<Integer> border = new ArrayList<>();
    for (int axis = 0; axis < first.grid().rank(); axis++) {
      int stride = first.grid().strides().get(axis);
      int inner = first.taps().dim(axis) > 1 ? first.grid().dilations().get(axis) : 0;
      int outer = second.taps().dim(axis) > 1 ? second.grid().dilations().get(axis) * stride : 0;
      unit.add(Math.max(1, gcd(inner, outer)));
      spacing.add(Math.max(1, inner / unit.get(axis)));
      dilation.add(Math.max(1, outer / unit.get(axis)));
      strides.add(stride * second.grid().strides().get(axis));
      border.add(first.grid().before().get(axis) + second.grid().before().get(axis) * stride);
    }
    Value kernel =
        first.isScaling()
            ? kernels.scaleInputs(after, first.kernel(), groups)
            : kernels.compose(
                kernels.regroup(first.kernel(), first.groups(), groups),
                after,
                spacing,
                dilation,
                groups);
    Value bias =
        Constant.isAll(first.bias(), 0)
            ? second.bias()
            : expressions.add(kernels.applyToConstants(after, first.bias(), groups), second.bias());
    Grid grid = new Grid(strides, unit, border, second.grid().positions());
    return new AffineForm(first.source(), kernel, bias, grid, groups);
  }

  /**
   * Where the second reads beyond the first's value it finds zeros; the merged kernel must, too.
   */
  private void checkRing(AffineForm first, AffineForm second) throws Refusal {
    Shape value = first.grid().positions();
    for (int axis = 0; axis < value.rank(); axis++) {
      boolean before = second.grid().before().get(axis) > 0;
      int last =
          (second.grid().positions().dim(axis) - 1) * second.grid().strides().get(axis)
              + second.grid().last(axis, second.taps().dim(axis));
      boolean after = last >= value.dim(axis);
      if (before || after) {
        checkRing(first, axis, before, after);
      }
    }
  }

  private void checkRing(AffineForm first, int axis, boolean before, boolean after) throws Refusal {
    Shape source = AffineForm.spatial(first.source().shape());
    boolean clear =
        (!before || first.grid().isClearOf(source, first.taps(), axis, true))
            && (!after || first.grid().isClearOf(source, first.taps(), axis, false));
    if (!clear) {
      throw new Refusal("zeros border a value whose own kernel still reaches its source there");
    }
    if (!algebra.isZero(first.bias())) {
      throw new Refusal("zeros border a value that would be its bias there");
    }
  }

  /** Parts of one border must hold the same, whatever the parameters are. */
  void checkEqual(List<Value> fills) throws Refusal {
    for (Value fill : fills) {
      if (!algebra.areEqual(fill, fills.get(0))) {
        throw new Refusal("the parts of a border hold different values");
      }
    }
  }

  /** The same values with a ring of zeros around them, or cut where the numbers are negative. */
  AffineForm pad(AffineForm form, List<Integer> before, List<Integer> after, Shape padded)
      throws Refusal {
    for (int axis = 0; axis < before.size(); axis++) {
      if (before.get(axis) > 0 || after.get(axis) > 0) {
        checkRing(form, axis, before.get(axis) > 0, after.get(axis) > 0);
      }
    }
    Grid grid = form.grid().shifted(before, padded);
    return new AffineForm(form.source(), form.kernel(), form.bias(), grid, form.groups());
  }

  /** Two forms of one source side by side: both kernels on one grid, then the sum or difference. */
  AffineForm combine(AffineForm left, AffineForm right, BinaryOperator<Value> function)
      throws Refusal {
    int groups = gcd(left.groups(), right.groups());
    Aligned aligned = align(List.of(left, right), groups);
    return new AffineForm(
        left.source(),
        function.apply(aligned.kernels().get(0), aligned.kernels().get(1)),
        function.apply(left.bias(), right.bias()),
        aligned.grid(),
        groups);
  }

  /** Channels of several forms of one source, one after the other. */
  AffineForm concat(List<AffineForm> parts) throws Refusal {
    Aligned aligned = align(parts, 1);
    List<Value> biases = parts.stream().map(AffineForm::bias).toList();
    return new AffineForm(
        parts.get(0).source(),
        expressions.of(new Concat(aligned.kernels(), 0)),
        expressions.of(new Concat(biases, 0)),
        aligned.grid(),
        1);
  }

  /** Kernels of several forms of one source on one grid, all with the same taps. */
  private record Aligned(Grid grid, List<Value> kernels) {}

  private Aligned align(List<AffineForm> forms, int groups) throws Refusal {
    Grid first = forms.get(0).grid();
    for (AffineForm form : forms) {
      if (!form.grid().strides().equals(first.strides())) {
        throw new Refusal(
            "the branches have strides %s and %s"
                .formatted(first.strides(), form.grid().strides()));
      }
    }
    List<Integer> dilations = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int axis = 0; axis < first.rank(); axis++) {
      int unit = 0;
      int front = first.before().get(axis);
      int end = Integer.MIN_VALUE;
      for (AffineForm form : forms) {
        int border = form.grid().before().get(axis);
        int spacing = form.taps().dim(axis) > 1 ? form.grid().dilations().get(axis) : 0;
        unit = gcd(gcd(unit, spacing), Math.abs(border - first.before().get(axis)));
        front = Math.max(front, border);
        end = Math.max(end, form.grid().last(axis, form.taps().dim(axis)));
      }
      dilations.add(Math.max(1, unit));
      before.add(front);
      ends.add(end);
    }
    Grid grid = new Grid(first.strides(), dilations, before, first.positions());
    return new Aligned(grid, forms.stream().map(form -> onGrid(form, grid, ends, groups)).toList());
  }

  /** The form's kernel with the taps of the grid, up to those at {@code ends}. */
  private Value onGrid(AffineForm form, Grid grid, List<Integer> ends, int groups) {
    List<Integer> spacing = new ArrayList<>();
    List<Integer> front = new ArrayList<>();
    List<Integer> back = new ArrayList<>();
    for (int axis = 0; axis < grid.rank(); axis++) {
      int unit = grid.dilations().get(axis);
      boolean isSpread = form.taps().dim(axis) > 1;
      spacing.add(isSpread ? form.grid().dilations().get(axis) / unit : 1);
      front.add((grid.before().get(axis) - form.grid().before().get(axis)) / unit);
      int last = form.grid().last(axis, form.taps().dim(axis));
      back.add((ends.get(axis) - last) / unit);
    }
    Value regrouped = kernels.regroup(form.kernel(), form.groups(), groups);
    return kernels.widen(regrouped, spacing, front, back);
  }

  /** Some of the channels. */
  AffineForm channels(AffineForm form, int start, int count, int step) {
    AffineForm whole = ungrouped(form);
    return whole.with(
        expressions.of(Slice.along(whole.kernel(), 0, start, count, step)),
        expressions.of(Slice.along(whole.bias(), 0, start, count, step)));
  }

  private AffineForm ungrouped(AffineForm form) {
    Value kernel = kernels.regroup(form.kernel(), form.groups(), 1);
    return new AffineForm(form.source(), kernel, form.bias(), form.grid(), 1);
  }

  /**
   * The number of a constant for each channel of a value of this shape, if it has just one each.
   */
  Optional<Value> perChannel(Value constant, Shape shape) {
    int axis = constant.shape().rank() - shape.rank() + 1;
    boolean isScalar = constant.shape().count() == 1;
    boolean fits =
        isScalar
            || axis >= 0
                && IntStream.range(0, constant.shape().rank())
                    .allMatch(i -> i == axis || constant.type().dim(i) == 1);
    if (!fits || constant.shape().rank() > shape.rank()) {
      return Optional.empty();
    }
    Value vector = expressions.reshape(constant, Shape.of(constant.shape().count()));
    return Optional.of(
        isScalar && shape.dim(1) != 1
            ? expressions.multiply(vector, ones(constant.elementType(), shape.dim(1)))
            : vector);
  }

  private Value ones(ElementType elements, int channels) {
    return expressions.fill(new TensorType(elements, Shape.of(channels)), 1);
  }

  static int gcd(int a, int b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
  }

  static List<Integer> zeros(int rank) {
    return Collections.nCopies(rank, 0);
  }
}
