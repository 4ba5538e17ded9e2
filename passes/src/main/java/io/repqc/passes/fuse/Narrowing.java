package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Stored integers in as few bits as they need: exporters write weights in 32, too. */
record Narrowing(Tensor stored, Quantization quantization) {

  Tensor tensor() {
    if (stored.elementType() != ElementType.I32 || quantization.zeroPoints().size() > 1) {
      return Tensor.of(
          new TensorType(stored.elementType(), stored.shape(), quantization), stored.array());
    }
    int[] integers = stored.ints();
    int zeroPoint = quantization.zeroPoint(0);
    long least = Arrays.stream(integers).reduce(zeroPoint, Math::min);
    long largest = Arrays.stream(integers).reduce(zeroPoint, Math::max);
    if (holds(ElementType.I8, least, largest)) {
      return shifted(ElementType.I8, 0);
    }
    return largest - least <= ElementType.U8.maximum()
        ? shifted(ElementType.U8, -least)
        : shifted(holds(ElementType.I16, least, largest) ? ElementType.I16 : ElementType.I32, 0);
  }

  private static boolean holds(ElementType type, long... integers) {
    return LongStream.of(integers).allMatch(i -> i >= type.minimum() && i <= type.maximum());
  }

  private Tensor shifted(ElementType storage, long offset) {
    Quantization shifted =
        new Quantization(
            quantization.scales(),
            List.of((int) (quantization.zeroPoint(0) + offset)),
            quantization.axis(),
            (int) storage.minimum(),
            (int) storage.maximum());
    return Tensor.generateIntegers(
        new TensorType(storage, stored.shape(), shifted), i -> stored.integer(i) + offset);
  }
}
