package io.repqc.passes.quantize;

import io.repqc.ir.ElementType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;

/** A scale and a zero point as values of the graph, and the integers they are for. */
record Quantizer(
    Value scale, Value zeroPoint, int axis, ElementType storage, long minimum, long maximum) {

  Quantize quantize(Value x) {
    return new Quantize(x, scale, zeroPoint, minimum, maximum, axis, storage, false);
  }

  Dequantize dequantize(Value integers) {
    return new Dequantize(integers, scale, zeroPoint, axis);
  }
}
