package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Quantize;
import java.util.ArrayList;
import java.util.List;

/** What quantizers say, in numbers: the scales are frozen here. */
record Quantizers(Fixed fixed) {
  private static final int WIDEST = 16;

  /** The levels of a quantizer of activations. */
  Levels levels(Quantize quantize) throws Refusal {
    if (!quantize.storage().isInteger() || quantize.storage().bits() > WIDEST) {
      throw new Refusal("there are no levels in %s", quantize.storage());
    }
    Quantization quantization =
        quantization(
            quantize.x(),
            quantize.scale(),
            quantize.zeroPoint(),
            quantize.axis(),
            quantize.minimum(),
            quantize.maximum());
    if (!quantization.isUniform()) {
      throw new Refusal(
          "it has %d scales; activations have one for the whole tensor",
          quantization.scales().size());
    }
    return new Levels(
        quantize.storage(),
        (float) quantization.scale(0),
        quantization.zeroPoint(0),
        quantization.minimum(),
        quantization.maximum());
  }

  /** What the integers that are dequantized stand for. */
  Quantization quantization(Dequantize dequantize) throws Refusal {
    Value x = dequantize.x();
    ElementType storage = x.elementType();
    if (!storage.isInteger() || storage == ElementType.I64 || storage == ElementType.U32) {
      throw new Refusal("\"%s\" is of %s, not of up to 32-bit integers", x.name(), storage);
    }
    boolean isNarrowed = x.op() instanceof Quantize;
    return quantization(
        x,
        dequantize.scale(),
        dequantize.zeroPoint(),
        dequantize.axis(),
        isNarrowed ? ((Quantize) x.op()).minimum() : storage.minimum(),
        isNarrowed ? ((Quantize) x.op()).maximum() : storage.maximum());
  }

  private Quantization quantization(
      Value x, Value scale, Value zeroPoint, int axis, long minimum, long maximum) throws Refusal {
    Tensor scales = numbers(scale);
    Tensor zeros = numbers(zeroPoint);
    int size = Math.max(scales.count(), zeros.count());
    int along = size == 1 ? 0 : axis(x, scales.count() == 1 ? zeros : scales, axis);
    List<Double> units = new ArrayList<>();
    List<Integer> zeroPoints = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      units.add((double) (float) scales.number(scales.count() == 1 ? 0 : i));
      zeroPoints.add((int) zeros.integer(zeros.count() == 1 ? 0 : i));
      checkUnit(scale, units.get(i));
    }
    return new Quantization(units, zeroPoints, along, (int) minimum, (int) maximum);
  }

  private static void checkUnit(Value scale, double unit) throws Refusal {
    if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
      throw new Refusal("the scale \"%s\" holds %s, and a scale is positive", scale.name(), unit);
    }
  }

  private Tensor numbers(Value value) throws Refusal {
    if (!fixed.holds(value)) {
      throw new Refusal("\"%s\" is computed from the input while the network runs", value.name());
    }
    return fixed.numbers(value);
  }

  /** The one axis that several scales run along, as a list or in the rank of what they scale. */
  private static int axis(Value x, Tensor scales, int axis) throws Refusal {
    Shape shape = scales.shape();
    if (shape.rank() == 1) {
      return axis;
    }
    for (int along = 0; along < shape.rank(); along++) {
      if (shape.dim(along) == shape.count() && shape.count() == scales.count()) {
        return along + x.shape().rank() - shape.rank();
      }
    }
    throw new Refusal("\"%s\" has scales by block, and integer sums have one by channel", x.name());
  }
}
