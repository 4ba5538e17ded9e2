package io.repqc.passes.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
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
        Expressions.isAll(first.bias(), 0)
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
    if (!left.grid().strides().equals(right.grid().strides())) {
      throw new Refusal(
          "the branches have strides %s and %s"
              .formatted(left.grid().strides(), right.grid().strides()));
    }
    int groups = gcd(left.groups(), right.groups());
    Grid grid = commonGrid(left, right);
    return new AffineForm(
        left.source(),
        function.apply(aligned(left, right, grid, groups), aligned(right, left, grid, groups)),
        function.apply(left.bias(), right.bias()),
        grid,
        groups);
  }

  private static Grid commonGrid(AffineForm left, AffineForm right) {
    List<Integer> dilations = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    for (int axis = 0; axis < left.grid().rank(); axis++) {
      int a = left.taps().dim(axis) > 1 ? left.grid().dilations().get(axis) : 0;
      int b = right.taps().dim(axis) > 1 ? right.grid().dilations().get(axis) : 0;
      int first = left.grid().before().get(axis);
      int second = right.grid().before().get(axis);
      dilations.add(Math.max(1, gcd(gcd(a, b), Math.abs(first - second))));
      before.add(Math.max(first, second));
    }
    return new Grid(left.grid().strides(), dilations, before, left.grid().positions());
  }

  /** The form's kernel on the grid, as long as the longer of both. */
  private Value aligned(AffineForm form, AffineForm other, Grid grid, int groups) {
    List<Integer> spacing = new ArrayList<>();
    List<Integer> front = new ArrayList<>();
    List<Integer> back = new ArrayList<>();
    for (int axis = 0; axis < grid.rank(); axis++) {
      int unit = grid.dilations().get(axis);
      boolean isSpread = form.taps().dim(axis) > 1;
      spacing.add(isSpread ? form.grid().dilations().get(axis) / unit : 1);
      int last = form.grid().last(axis, form.taps().dim(axis));
      int end = Math.max(last, other.grid().last(axis, other.taps().dim(axis)));
      front.add((grid.before().get(axis) - form.grid().before().get(axis)) / unit);
      back.add((end - last) / unit);
    }
    Value regrouped = kernels.regroup(form.kernel(), form.groups(), groups);
    return kernels.widen(regrouped, spacing, front, back);
  }

  /** Channels of several forms of one source, one after the other. */
  AffineForm concat(List<AffineForm> parts) throws Refusal {
    AffineForm all = parts.get(0);
    AffineForm first = ungrouped(all);
    List<Value> joined = new ArrayList<>(List.of(first.kernel()));
    List<Value> biases = new ArrayList<>(List.of(first.bias()));
    Grid grid = all.grid();
    for (AffineForm part : parts.subList(1, parts.size())) {
      AffineForm next = ungrouped(part);
      if (!next.grid().equals(grid) || !next.taps().equals(first.taps())) {
        throw new Refusal("the parts of a concatenation have different windows");
      }
      joined.add(next.kernel());
      biases.add(next.bias());
    }
    return new AffineForm(
        all.source(),
        expressions.of(new Concat(joined, 0)),
        expressions.of(new Concat(biases, 0)),
        grid,
        1);
  }

  /** Some of the channels. */
  AffineForm channels(AffineForm form, int start, int count, int step) {
    AffineForm whole = ungrouped(form);
    return whole.with(
        expressions.of(rows(whole.kernel(), start, count, step)),
        expressions.of(rows(whole.bias(), start, count, step)));
  }

  private static Slice rows(Value value, int start, int count, int step) {
    return new Slice(value, List.of(0), List.of(start), List.of(count), List.of(step));
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
