package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.TransposedConvolution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Layers on integers: exact sums of products, the bias in their unit among them. */
final class Layers {

  private static final int GAIN_MAXIMUM = 32767;

  private final Twins twins;
  private final Map<List<Object>, Value> biases = new HashMap<>();

  Layers(Twins twins) {
    this.twins = twins;
  }

  private interface Layer {
    Op with(Value x, Value weight, Value bias);
  }

  Value convolution(Value value, Convolution op) throws Refusal {
    return layer(
        value,
        List.of(op.x(), op.weight(), op.bias()),
        (x, weight, bias) -> new Convolution(x, weight, bias, op.window(), op.groups()));
  }

  Value transposed(Value value, TransposedConvolution op) throws Refusal {
    return layer(
        value,
        List.of(op.x(), op.weight(), op.bias()),
        (x, weight, bias) ->
            new TransposedConvolution(
                x, weight, bias, op.window(), op.outputPadding(), op.groups()));
  }

  Value linear(Value value, Linear op) throws Refusal {
    return layer(value, List.of(op.x(), op.weight(), op.bias()), Linear::new);
  }

  Value product(Value value, MatMul op) throws Refusal {
    return Value.of(value.name(), new MatMul(twins.narrow(op.left()), factor(op.right())));
  }

  /** The sums without a bias say in which unit it is. */
  private Value layer(Value value, List<Value> operands, Layer layer) throws Refusal {
    Value x = twins.narrow(operands.get(0));
    Value weight = factor(operands.get(1));
    Value bias = operands.get(2);
    Value bare = Value.of(value.name(), layer.with(x, weight, zeros(bias)));
    return Value.of(value.name(), layer.with(x, weight, bias(bias, bare)));
  }

  /** The right operand of products, which may have a scale for each channel. */
  private Value factor(Value value) throws Refusal {
    Value twin = twins.twin(value);
    if (twin.elementType().bits() > Twins.WIDEST) {
      throw new Refusal("its operand \"%s\" is wider than 16 bits", value.name());
    }
    return twin;
  }

  private static Value zeros(Value bias) {
    TensorType type = new TensorType(ElementType.I32, bias.shape());
    return Value.of(bias.name(), new Constant(Tensor.fill(type, 0)));
  }

  private Value bias(Value bias, Value bare) throws Refusal {
    if (!twins.fixed().holds(bias)) {
      throw new Refusal("its bias \"%s\" depends on the input", bias.name());
    }
    Quantization sums = bare.type().quantization();
    double largest = largest(bare);
    List<Object> key = List.of(bias, sums.scales(), largest);
    Value known = biases.get(key);
    if (known == null) {
      known = stored(bias, new Biases(twins.fixed()).of(bias, sums, largest));
      biases.put(key, known);
    }
    return known;
  }

  private double largest(Value sums) {
    return new AccumulatorBounds(twins::integers).of(sums).map(Bound::largest).orElse(0.0);
  }

  private Value stored(Value bias, Tensor integers) {
    String name = bias.op() instanceof Dequantize real ? real.x().name() : bias.name();
    return bias.op() instanceof Constant
        ? Value.of(name, new Constant(integers))
        : twins.parameter(name, integers);
  }

  /** A layer with more in its bias, if what is added is the same at all places of a channel. */
  Optional<Value> plus(Value value, Sums.Term sum, List<Sums.Term> constants) throws Refusal {
    Op op = sum.twin().op();
    boolean isLayer =
        op instanceof Convolution || op instanceof Linear || op instanceof TransposedConvolution;
    if (!isLayer || sum.sign() < 0 || !value.shape().equals(sum.twin().shape())) {
      return Optional.empty();
    }
    Value bias = OpSchema.operands(op).get(2);
    int axis = op instanceof Linear ? value.shape().rank() - 1 : 1;
    double[] numbers = Biases.numbers(twins.integers(bias), sum.twin().type().quantization());
    for (Sums.Term constant : constants) {
      if (!isAlong(axis, constant.numbers().shape(), value.shape())) {
        return Optional.empty();
      }
      Biases.add(numbers, constant);
    }
    Value none = zeros(bias);
    Value bare = Value.of(value.name(), with(op, bias, none));
    Quantization sums = bare.type().quantization();
    Tensor integers = Biases.rounded(bias, numbers, sums, largest(bare));
    Value more = twins.parameter(constants.get(0).value().name(), integers);
    return Optional.of(Value.of(value.name(), with(op, bias, more)));
  }

  private static Op with(Op layer, Value bias, Value other) {
    return OpSchema.mapOperands(layer, operand -> operand == bias ? other : operand);
  }

  /** Whether a shape that broadcasts has no other axis than this one. */
  private static boolean isAlong(int axis, Shape shape, Shape result) {
    int own = axis - (result.rank() - shape.rank());
    return shape.count() == (own >= 0 ? shape.dim(own) : 1);
  }

  /** What scales a normal distribution gets 16 bits of its own, if it is not in integers yet. */
  Value normalize(Value value, Normalize op) throws Refusal {
    Value x = twins.narrow(op.x());
    Value gain = twins.find(op.scale()).orElse(null);
    if (gain == null) {
      gain = gain(op.scale());
    }
    double unit = Normalize.resultScale(x, gain, op.axes(), op.epsilon());
    Value shift = shift(op.shift(), Quantization.sums(List.of(unit), 0));
    return Value.of(value.name(), new Normalize(x, gain, shift, op.axes(), op.epsilon()));
  }

  private Value shift(Value value, Quantization sums) throws Refusal {
    if (!twins.fixed().holds(value)) {
      throw new Refusal("its shift \"%s\" depends on the input", value.name());
    }
    return stored(value, new Biases(twins.fixed()).inUnit(value, sums));
  }

  private Value gain(Value value) throws Refusal {
    if (!twins.fixed().holds(value)) {
      throw new Refusal("its scale \"%s\" depends on the input", value.name());
    }
    Tensor numbers = twins.fixed().numbers(value);
    double largest = Float.MIN_NORMAL;
    for (int i = 0; i < numbers.count(); i++) {
      largest = Math.max(largest, Math.abs(numbers.number(i)));
    }
    double unit = (float) (largest / GAIN_MAXIMUM);
    Quantization levels =
        new Quantization(List.of(unit), List.of(0), 0, -GAIN_MAXIMUM, GAIN_MAXIMUM);
    return twins.parameter(
        value.name(),
        Tensor.generateIntegers(
            Twins.type(value, ElementType.I16, levels),
            i -> (long) Math.rint(numbers.number(i) / unit)));
  }
}
