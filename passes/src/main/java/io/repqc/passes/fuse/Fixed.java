package io.repqc.passes.fuse;

import io.repqc.ir.DataSide;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.materialize.WeightNumbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What no input reaches: its numbers, and the integers that it was made of. */
final class Fixed {
  private final Model model;
  private final DataSide data;
  private final Map<Value, Tensor> numbers = new IdentityHashMap<>();
  private final Map<Value, Tensor> integers = new IdentityHashMap<>();

  Fixed(Model model, DataSide data) {
    this.model = model;
    this.data = data;
  }

  boolean holds(Value value) {
    return !data.contains(value);
  }

  Tensor numbers(Value value) {
    Tensor known = numbers.get(value);
    if (known == null) {
      known = compute(value);
      numbers.put(value, known);
    }
    return known;
  }

  private Tensor compute(Value value) {
    Op op = value.op();
    if (op instanceof Parameter) {
      return model.parameter(value);
    }
    if (op instanceof Constant constant) {
      return constant.tensor();
    }
    return op instanceof Quantize || op instanceof Dequantize || Moves.isCopy(op)
        ? op.evaluate(this::numbers)
        : WeightNumbers.of(model, List.of(value)).get(value);
  }

  /** The integers behind dequantized numbers, in a type that says what they stand for. */
  Tensor integers(Value value) throws Refusal {
    Tensor known = integers.get(value);
    if (known == null) {
      known = integersOf(value);
      integers.put(value, known);
    }
    return known;
  }

  private Tensor integersOf(Value value) throws Refusal {
    if (value.op() instanceof Dequantize dequantize) {
      Tensor stored = numbers(dequantize.x());
      Quantization quantization = new Quantizers(this).quantization(dequantize);
      return new Narrowing(stored, quantization).tensor();
    }
    if (Moves.isCopy(value.op())
        && !Moves.hasFill(value.op())
        && Moves.carriers(value.op()).size() == 1) {
      return moved(value.op());
    }
    throw new Refusal(
        "\"%s\" holds floats that no DequantizeLinear made of integers", value.name());
  }

  private Tensor moved(Op op) throws Refusal {
    Value carrier = Moves.carriers(op).get(0);
    Tensor from = integers(carrier);
    Tensor plain = Tensor.of(from.elementType(), from.shape(), from.array());
    Tensor to = op.evaluate(operand -> operand == carrier ? plain : numbers(operand));
    Quantization quantization = from.type().quantization();
    return Tensor.of(
        new TensorType(
            to.elementType(),
            to.shape(),
            quantization.scales().size() == 1 && quantization.isUniform()
                ? quantization
                : along(op, carrier, from.type(), to.type())),
        to.array());
  }

  /** Where scales by channel come to lie: the channels' numbers are moved as the integers are. */
  private Quantization along(Op op, Value carrier, TensorType from, TensorType to) throws Refusal {
    Quantization old = from.quantization();
    int inner = from.shape().count(old.axis() + 1, from.rank());
    Tensor source =
        Tensor.generateIntegers(
            new TensorType(ElementType.I32, from.shape()), i -> i / inner % from.dim(old.axis()));
    int[] channels = op.evaluate(operand -> operand == carrier ? source : numbers(operand)).ints();
    for (int axis = 0; axis < to.rank(); axis++) {
      List<Integer> order = channels(channels, to, axis);
      if (!order.isEmpty()) {
        return new Quantization(
            order.stream().map(old::scale).toList(),
            order.stream().map(old::zeroPoint).toList(),
            axis,
            old.minimum(),
            old.maximum());
      }
    }
    throw new Refusal("the scales of \"%s\" lie along no axis once it is moved", carrier.name());
  }

  /** The channel at each index of the axis, or nothing if another axis has a say in it. */
  private static List<Integer> channels(int[] channels, TensorType type, int axis) {
    int inner = type.shape().count(axis + 1, type.rank());
    List<Integer> order = new ArrayList<>(Collections.nCopies(type.dim(axis), -1));
    for (int i = 0; i < channels.length; i++) {
      int at = i / inner % type.dim(axis);
      if (order.get(at) >= 0 && order.get(at) != channels[i]) {
        return List.of();
      }
      order.set(at, channels[i]);
    }
    return order;
  }
}
