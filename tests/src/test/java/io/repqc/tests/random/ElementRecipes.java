package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Ops on single elements, of one operand or of several that broadcast. */
final class ElementRecipes {
  private static final int FINEST = 22;
  private static final int CONSTANT_REACH = 1 << 20;
  private static final List<UnaryFunction> CURVES =
      List.of(
          UnaryFunction.SIGMOID,
          UnaryFunction.TANH,
          UnaryFunction.HARD_SWISH,
          UnaryFunction.GELU,
          UnaryFunction.MISH,
          UnaryFunction.SOFTPLUS);

  private ElementRecipes() {}

  /** Something to combine with {@code x}: a value that fits, a new input, or held numbers. */
  static Value partner(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    List<Value> fitting =
        net.levels().stream().filter(other -> isNarrower(other.shape(), x.shape())).toList();
    Levels levels = Draws.levels(chance);
    if (net.takesInputs() && chance.oneIn(4)) {
      return net.input(x.shape(), levels);
    }
    if (!fitting.isEmpty() && !chance.oneIn(4)) {
      return chance.one(fitting);
    }
    return net.stored(
        Draws.any(
            chance,
            new TensorType(
                levels.storage(), Draws.narrowed(chance, x.shape()), levels.quantization())));
  }

  private static boolean isNarrower(Shape shape, Shape than) {
    int shift = than.rank() - shape.rank();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shift < 0 || shape.dim(axis) != 1 && shape.dim(axis) != than.dim(axis + shift)) {
        return false;
      }
    }
    return true;
  }

  /** Two to four terms, some of them negative, and constants now and then. */
  static Value sum(IntegerSketch net, Value x) {
    List<Value> terms = new ArrayList<>(List.of(x));
    int count = net.chance().oneIn(3) ? net.chance().between(2, 3) : 1;
    for (int i = 0; i < count; i++) {
      terms.add(partner(net, x));
    }
    return sum(net, terms);
  }

  /** A block's operand added to what its last layer makes of it. */
  static Value residual(IntegerSketch net, Value x) {
    Value sum = ProductRecipes.keepingShape(net, x);
    Levels levels = Draws.around(net, sum);
    Value own = net.add(new Requantize(sum, levels, net.convention()));
    return sum(net, net.chance().coin() ? List.of(own, x) : List.of(x, own));
  }

  private static Value sum(IntegerSketch net, List<Value> terms) {
    Chance chance = net.chance();
    double largest = terms.stream().mapToDouble(ElementRecipes::scale).max().orElse(0);
    int bits = chance.oneIn(3) ? chance.between(0, FINEST) : FINEST;
    while (reach(terms, Math.scalb(largest, -bits)) > Integer.MAX_VALUE - 2L * CONSTANT_REACH) {
      bits--;
    }
    double unit = Math.scalb(largest, -bits);
    List<Value> operands = new ArrayList<>(terms);
    List<Integer> multipliers = new ArrayList<>();
    for (Value term : terms) {
      int multiplier = (int) Math.rint(scale(term) / unit);
      multipliers.add(chance.oneIn(4) ? -multiplier : multiplier);
    }
    if (chance.oneIn(6)) {
      Shape shape = Draws.narrowed(chance, terms.get(0).shape());
      operands.add(constants(net, shape, unit));
      multipliers.add(1);
    }
    return net.add(new ScaledSum(operands, multipliers, unit));
  }

  private static Value constants(IntegerSketch net, Shape shape, double unit) {
    Quantization sums = Quantization.sums(List.of(unit), 0);
    return net.stored(
        Tensor.generateIntegers(
            new TensorType(ElementType.I32, shape, sums),
            i -> net.chance().between(-CONSTANT_REACH, CONSTANT_REACH)));
  }

  private static double scale(Value term) {
    return term.type().quantization().scale(0);
  }

  private static double reach(List<Value> terms, double unit) {
    return terms.stream()
        .mapToDouble(term -> term.type().quantization().reach() * (scale(term) / unit + 1))
        .sum();
  }

  /** Constants added to a sum, in its own unit. */
  static Value shifted(IntegerSketch net, Value sum) {
    IrException.check(IntegerSketch.isUniform(sum), "%s: several scales", sum);
    Shape shape = Draws.narrowed(net.chance(), sum.shape());
    return net.add(
        new ScaledSum(List.of(sum, constants(net, shape, scale(sum))), List.of(1, 1), scale(sum)));
  }

  static Value product(IntegerSketch net, Value x) {
    Value other = partner(net, x);
    return net.add(
        net.chance().coin()
            ? new Binary(BinaryFunction.MUL, x, other)
            : new Binary(BinaryFunction.MUL, other, x));
  }

  static Value extreme(IntegerSketch net, Value x) {
    BinaryFunction function = net.chance().coin() ? BinaryFunction.MAX : BinaryFunction.MIN;
    return net.add(new Binary(function, x, onLevelsOf(net, x, partner(net, x))));
  }

  static Value select(IntegerSketch net, Value x) {
    TensorType truth = new TensorType(ElementType.BOOL, Draws.narrowed(net.chance(), x.shape()));
    Value condition = net.stored(Tensor.generateIntegers(truth, i -> net.chance().between(0, 1)));
    return net.add(new Select(condition, x, onLevelsOf(net, x, partner(net, x))));
  }

  /** {@code other} on the levels of {@code x}. */
  static Value onLevelsOf(IntegerSketch net, Value x, Value other) {
    boolean isThere =
        other.elementType() == x.elementType()
            && other.type().quantization().equals(x.type().quantization());
    return isThere ? other : net.add(new Requantize(other, levels(x), net.convention()));
  }

  static Levels levels(Value x) {
    Quantization quantization = x.type().quantization();
    return new Levels(
        x.elementType(),
        (float) quantization.scale(0),
        quantization.zeroPoint(0),
        quantization.minimum(),
        quantization.maximum());
  }

  /** A curve as the compiler tabulates it, or any table. */
  static Value lookup(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    Quantization from = x.type().quantization();
    DoubleUnaryOperator curve = chance.one(CURVES).with(0, 0);
    Levels to =
        Levels.full(Draws.storage(chance), (float) chance.real(0.002, 0.05), 0)
            .within(chance.oneIn(4) ? 5 : -128, 255);
    boolean isAny = chance.oneIn(4);
    TensorType type = new TensorType(to.storage(), Shape.of(256), to.quantization());
    int least = (int) x.elementType().minimum();
    Value table =
        net.stored(
            Tensor.generateIntegers(
                type,
                i ->
                    isAny
                        ? chance.between(to.minimum(), to.maximum())
                        : to.nearest(
                            curve.applyAsDouble(from.scale(0) * (i + least - from.zeroPoint(0))))));
    return net.add(new Lookup(x, table));
  }

  /** Bounds within the levels, or none. */
  static Value clamp(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    Quantization quantization = x.type().quantization();
    int middle = x.elementType() == ElementType.I32 ? 0 : quantization.zeroPoint(0);
    int high =
        chance.between(
            middle, Math.max(middle, (int) Math.min(quantization.maximum(), middle + 100L)));
    return net.add(
        new Clamp(
            x,
            chance.oneIn(4) ? Double.NEGATIVE_INFINITY : middle,
            chance.oneIn(3) ? Double.POSITIVE_INFINITY : high));
  }

  static Value requantized(IntegerSketch net, Value x) {
    return net.add(new Requantize(x, Draws.around(net, x), net.convention()));
  }

  /** One slope, or one for each index along the axis of the scales or any other. */
  static Value leaky(IntegerSketch net, Value x) {
    Chance chance = net.chance();
    Quantization from = x.type().quantization();
    int axis = from.scales().size() > 1 ? from.axis() : chance.between(0, x.shape().rank() - 1);
    int slopes = chance.coin() ? 1 : x.type().dim(axis);
    boolean isAny = chance.oneIn(4);
    Value slope =
        net.stored(
            Tensor.generate(
                new TensorType(ElementType.F32, Shape.of(slopes)),
                i -> isAny ? chance.real(-2, 2) : chance.one(0.0, 0.01, 0.125, 0.25)));
    return net.add(new RequantizeLeaky(x, slope, Draws.around(net, x), axis, net.convention()));
  }
}
