package io.repqc.passes.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * Reads each op that is affine in its data operands as forms, given the forms of these operands.
 */
final class Interpretation {

  /** The forms of an operand by which the op may be read. */
  @FunctionalInterface
  interface Forms {
    List<AffineForm> of(Value operand);
  }

  /** One step from the forms of an operand to the form of the result. */
  @FunctionalInterface
  private interface Step {
    AffineForm apply(AffineForm form) throws Refusal;
  }

  private final Expressions expressions;
  private final Composition composition;
  private final Set<Value> data;
  private final Obstacles obstacles;

  /** {@code data} are the values that an input reaches; all others belong to the weight side. */
  Interpretation(Expressions expressions, Composition composition, Set<Value> data) {
    this.expressions = expressions;
    this.composition = composition;
    this.data = data;
    this.obstacles = new Obstacles(data);
  }

  /**
   * The forms of a value over the sources of its operands; why there are none goes to {@code why}.
   */
  List<AffineForm> read(Value value, Forms forms, List<String> why) {
    if (value.shape().rank() < 2 || !value.elementType().isFloat()) {
      return List.of();
    }
    List<AffineForm> results = read(value.op(), value, forms, why);
    if (results.isEmpty() && why.isEmpty()) {
      obstacles.of(value.op()).ifPresent(why::add);
    }
    return results;
  }

  private List<AffineForm> read(Op op, Value value, Forms forms, List<String> why) {
    if (op instanceof Binary binary) {
      return read(binary, value, forms, why);
    }
    if (op instanceof Concat concat) {
      return read(concat, value, forms, why);
    }
    return step(op, value).map(step -> each(forms.of(operand(op)), step, why)).orElse(List.of());
  }

  /** The one data operand of an op of one data operand. */
  private Value operand(Op op) {
    return OpSchema.operands(op).get(0);
  }

  private Optional<Step> step(Op op, Value value) {
    if (op instanceof Convolution convolution
        && isWeights(convolution.weight(), convolution.bias())) {
      AffineForm layer = layer(convolution, value);
      return Optional.of(form -> composition.chain(form, layer));
    }
    if (op instanceof Linear linear
        && value.shape().rank() == 2
        && isWeights(linear.weight(), linear.bias())) {
      AffineForm layer =
          new AffineForm(
              linear.x(), linear.weight(), linear.bias(), Grid.identity(Shape.SCALAR), 1);
      return Optional.of(form -> composition.chain(form, layer));
    }
    if (op instanceof BatchNorm norm
        && isWeights(norm.scale(), norm.shift(), norm.mean(), norm.variance())) {
      return Optional.of(form -> normalized(form, norm));
    }
    if (op instanceof Unary unary && unary.function() == UnaryFunction.NEG) {
      return Optional.of(form -> scaled(form, vector(form, -1)));
    }
    if (op instanceof Pool pool && isConvolution(pool)) {
      AffineForm layer = layer(pool, value);
      return Optional.of(form -> composition.chain(form, layer));
    }
    if (op instanceof Pad pad && isSpatial(pad)) {
      return Optional.of(form -> padded(form, pad, value));
    }
    return op instanceof Slice slice ? slicing(slice, value) : Optional.empty();
  }

  private boolean isWeights(Value... values) {
    return List.of(values).stream().noneMatch(data::contains);
  }

  private static List<AffineForm> each(List<AffineForm> forms, Step step, List<String> why) {
    List<AffineForm> results = new ArrayList<>();
    for (AffineForm form : forms) {
      try {
        results.add(step.apply(form));
      } catch (Refusal refusal) {
        why.add(refusal.getMessage());
      }
    }
    return results;
  }

  private static AffineForm layer(Convolution convolution, Value value) {
    Grid grid = Grid.of(convolution.window(), AffineForm.spatial(value.shape()));
    return new AffineForm(
        convolution.x(), convolution.weight(), convolution.bias(), grid, convolution.groups());
  }

  /** An average that counts its border divides by the same number everywhere. */
  private static boolean isConvolution(Pool pool) {
    boolean hasBorder =
        !IntStream.range(0, pool.window().rank())
            .allMatch(
                axis ->
                    pool.window().before().get(axis) <= 0 && pool.window().after().get(axis) <= 0);
    return pool.function() == PoolFunction.AVERAGE
        && !pool.ceil()
        && (pool.countPadding() || !hasBorder);
  }

  private AffineForm layer(Pool pool, Value value) {
    int channels = value.type().dim(1);
    List<Integer> dims = new ArrayList<>(List.of(channels, 1));
    dims.addAll(pool.size());
    ElementType elements = value.elementType();
    TensorType kernel = new TensorType(elements, new Shape(dims));
    double share = 1.0 / new Shape(pool.size()).count();
    return new AffineForm(
        pool.x(),
        expressions.fill(kernel, share),
        expressions.fill(new TensorType(elements, Shape.of(channels)), 0),
        Grid.of(pool.window(), AffineForm.spatial(value.shape())),
        channels);
  }

  private AffineForm normalized(AffineForm form, BatchNorm norm) {
    Value epsilon =
        expressions.constant(Tensor.scalar(norm.variance().elementType(), norm.epsilon()));
    Value deviation =
        expressions.of(new Unary(UnaryFunction.SQRT, expressions.add(norm.variance(), epsilon)));
    Value factor = expressions.divide(norm.scale(), deviation);
    Value bias =
        expressions.add(
            expressions.multiply(expressions.subtract(form.bias(), norm.mean()), factor),
            norm.shift());
    return form.with(expressions.scale(form.kernel(), factor), bias);
  }

  private AffineForm scaled(AffineForm form, Value factors) {
    return form.with(
        expressions.scale(form.kernel(), factors), expressions.multiply(form.bias(), factors));
  }

  private Value vector(AffineForm form, double number) {
    return expressions.fill(
        new TensorType(form.bias().elementType(), Shape.of(form.outputs())), number);
  }

  private static boolean isSpatial(Pad pad) {
    return pad.mode() == PadMode.CONSTANT
        && pad.x().shape().rank() > 2
        && pad.before().subList(0, 2).equals(List.of(0, 0))
        && pad.after().subList(0, 2).equals(List.of(0, 0));
  }

  private AffineForm padded(AffineForm form, Pad pad, Value value) throws Refusal {
    int rank = pad.before().size();
    return bordered(
        form,
        vector(form, pad.fill()),
        pad.before().subList(2, rank),
        pad.after().subList(2, rank),
        AffineForm.spatial(value.shape()));
  }

  /** A border of c around x is a border of zeros around x - c, plus c. */
  private AffineForm bordered(
      AffineForm form, Value fill, List<Integer> before, List<Integer> after, Shape positions)
      throws Refusal {
    Value shifted = expressions.subtract(form.bias(), fill);
    AffineForm padded =
        composition.pad(form.with(form.kernel(), shifted), before, after, positions);
    return padded.with(padded.kernel(), expressions.add(padded.bias(), fill));
  }

  /**
   * Cutting spatial axes is a negative border; of the channels, some rows of the kernel are left.
   */
  private Optional<Step> slicing(Slice slice, Value value) {
    boolean fits =
        !slice.axes().contains(0)
            && IntStream.range(0, slice.axes().size())
                .allMatch(i -> slice.axes().get(i) == 1 || slice.steps().get(i) == 1);
    if (!fits) {
      return Optional.empty();
    }
    int rank = value.shape().rank();
    List<Integer> before = new ArrayList<>(Collections.nCopies(rank - 2, 0));
    for (int i = 0; i < slice.axes().size(); i++) {
      if (slice.axes().get(i) > 1) {
        before.set(slice.axes().get(i) - 2, -slice.starts().get(i));
      }
    }
    int channels = slice.axes().indexOf(1);
    return Optional.of(
        form -> {
          AffineForm rows =
              channels < 0
                  ? form
                  : composition.channels(
                      form,
                      slice.starts().get(channels),
                      slice.counts().get(channels),
                      slice.steps().get(channels));
          return composition.pad(
              rows, before, Composition.zeros(rank - 2), AffineForm.spatial(value.shape()));
        });
  }

  private List<AffineForm> read(Binary binary, Value value, Forms forms, List<String> why) {
    boolean left = data.contains(binary.left()) && binary.left().shape().equals(value.shape());
    boolean right = data.contains(binary.right()) && binary.right().shape().equals(value.shape());
    if (left && right) {
      return pairs(binary, forms, why);
    }
    if (left && !data.contains(binary.right())) {
      return constantStep(binary.function(), binary.right(), value.shape(), false)
          .map(step -> each(forms.of(binary.left()), step, why))
          .orElse(List.of());
    }
    if (right && !data.contains(binary.left())) {
      return constantStep(binary.function(), binary.left(), value.shape(), true)
          .map(step -> each(forms.of(binary.right()), step, why))
          .orElse(List.of());
    }
    return List.of();
  }

  private Optional<Step> constantStep(
      BinaryFunction function, Value constant, Shape shape, boolean isLeft) {
    Optional<Value> vector = composition.perChannel(constant, shape);
    return vector.flatMap(
        v ->
            Optional.ofNullable(
                switch (function) {
                  case ADD ->
                      (Step) form -> form.with(form.kernel(), expressions.add(form.bias(), v));
                  case SUB ->
                      isLeft
                          ? form -> shiftedBy(scaled(form, vector(form, -1)), v)
                          : form -> form.with(form.kernel(), expressions.subtract(form.bias(), v));
                  case MUL -> form -> scaled(form, v);
                  case DIV ->
                      isLeft ? null : form -> scaled(form, expressions.divide(vector(form, 1), v));
                  default -> null;
                }));
  }

  private AffineForm shiftedBy(AffineForm form, Value vector) {
    return form.with(form.kernel(), expressions.add(form.bias(), vector));
  }

  private List<AffineForm> pairs(Binary binary, Forms forms, List<String> why) {
    BinaryOperator<Value> function;
    if (binary.function() == BinaryFunction.ADD) {
      function = expressions::add;
    } else if (binary.function() == BinaryFunction.SUB) {
      function = expressions::subtract;
    } else {
      return List.of();
    }
    List<AffineForm> results = new ArrayList<>();
    for (AffineForm left : forms.of(binary.left())) {
      for (AffineForm right : forms.of(binary.right())) {
        if (left.source() == right.source()) {
          results.addAll(
              each(List.of(left), form -> composition.combine(form, right, function), why));
        }
      }
    }
    return results;
  }

  private List<AffineForm> read(Concat concat, Value value, Forms forms, List<String> why) {
    if (concat.axis() == 1) {
      return joined(concat, forms, why);
    }
    return concat.axis() == 0 ? List.of() : ringed(concat, value, forms, why);
  }

  private List<AffineForm> joined(Concat concat, Forms forms, List<String> why) {
    List<AffineForm> results = new ArrayList<>();
    for (AffineForm first : forms.of(concat.parts().get(0))) {
      List<AffineForm> parts = new ArrayList<>();
      for (Value part : concat.parts()) {
        forms.of(part).stream()
            .filter(form -> form.source() == first.source())
            .findFirst()
            .ifPresent(parts::add);
      }
      if (parts.size() == concat.parts().size()) {
        results.addAll(each(List.of(first), form -> composition.concat(parts), why));
      }
    }
    return results;
  }

  /** Along a spatial axis: a border, if what stands around the one data part is its bias. */
  private List<AffineForm> ringed(Concat concat, Value value, Forms forms, List<String> why) {
    List<Value> inner = new ArrayList<>();
    List<Value> fills = new ArrayList<>();
    for (Value part : concat.parts()) {
      Value seed = part.op() instanceof Expand expand ? expand.x() : part;
      if (data.contains(seed)) {
        inner.add(part);
      } else {
        composition.perChannel(seed, value.shape()).ifPresent(fills::add);
      }
    }
    if (inner.size() != 1 || fills.size() + 1 != concat.parts().size()) {
      return List.of();
    }
    int at = concat.parts().indexOf(inner.get(0));
    List<Integer> before = new ArrayList<>(Composition.zeros(value.shape().rank() - 2));
    List<Integer> after = new ArrayList<>(before);
    before.set(concat.axis() - 2, extent(concat, 0, at));
    after.set(concat.axis() - 2, extent(concat, at + 1, concat.parts().size()));
    Shape positions = AffineForm.spatial(value.shape());
    return each(
        forms.of(inner.get(0)),
        form -> {
          composition.checkEqual(fills);
          return bordered(form, fills.get(0), before, after, positions);
        },
        why);
  }

  private static int extent(Concat concat, int from, int to) {
    return concat.parts().subList(from, to).stream()
        .mapToInt(part -> part.type().dim(concat.axis()))
        .sum();
  }
}
