package io.repqc.passes.quantize;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Names;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.passes.observe.Integers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes pairs of quantizers, under names of their own, and the numbers of their scales. */
final class QuantizerPairs {
  private final Names names;
  private final Map<String, Tensor> parameters;

  QuantizerPairs(Graph graph, Map<String, Tensor> parameters) {
    names = Names.of(graph);
    this.parameters = new LinkedHashMap<>(parameters);
  }

  /** The numbers of all parameters, those of the scales among them. */
  Map<String, Tensor> parameters() {
    return parameters;
  }

  /** {@code x} rounded to integers, as floats again. */
  Value around(Value x, String name, Quantizer quantizer) {
    Value integers = value(name + ".quantized", quantizer.quantize(x));
    return value(name + ".dequantized", quantizer.dequantize(integers));
  }

  /**
   * For activations, which in more than 8 bits are within {@code levels} already; the scale is of
   * the type of what it divides.
   */
  Quantizer activation(String name, ElementType floats, Levels levels) {
    Tensor scale = Tensor.scalar(floats, levels.scale());
    ElementType storage = levels.storage();
    boolean isWide = storage.bits() > Bits.EIGHT.activations();
    return new Quantizer(
        scale(name, scale),
        zeroPoint(name, Tensor.scalar(storage, levels.zeroPoint())),
        0,
        storage,
        isWide ? storage.minimum() : levels.minimum(),
        isWide ? storage.maximum() : levels.maximum());
  }

  /** For a weight whose scales, if there are several, lie along {@code axis}. */
  Quantizer weight(String name, ElementType floats, float[] scales, int axis, Integers integers) {
    return new Quantizer(
        scale(name, tensor(floats, scales)),
        zeroPoint(name, tensor(integers.storage(), new float[scales.length])),
        axis,
        integers.storage(),
        integers.minimum(),
        integers.maximum());
  }

  /** For the bias of a layer, which is in the units of its sums. */
  Quantizer bias(String name, ElementType floats, float[] scales) {
    return new Quantizer(
        scale(name, tensor(floats, scales)),
        zeroPoint(name, Tensor.scalar(ElementType.I32, 0)),
        0,
        ElementType.I32,
        ElementType.I32.minimum(),
        ElementType.I32.maximum());
  }

  private static Tensor tensor(ElementType elementType, float[] numbers) {
    Shape shape = numbers.length == 1 ? Shape.SCALAR : Shape.of(numbers.length);
    return Tensor.generate(new TensorType(elementType, shape), i -> numbers[i]);
  }

  private Value scale(String name, Tensor tensor) {
    Value scale = value(name + ".scale", new Parameter(tensor.type(), false));
    parameters.put(scale.name(), tensor);
    return scale;
  }

  private Value zeroPoint(String name, Tensor tensor) {
    return value(name + ".zero_point", new Constant(tensor));
  }

  /** A value under this name, or a variation of it. */
  Value value(String name, Op op) {
    return names.value(name, op);
  }
}
