package io.repqc.tune.torch;

import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Statistic;
import java.util.List;
import java.util.Optional;

/** Which values an op reads: in training a statistic is that of the batch. */
enum Reading {
  TRAINING,
  DEPLOYMENT;

  Value source(Statistic op) {
    return this == TRAINING ? op.batch() : op.running();
  }

  /** A pair of quantizer and dequantizer is computed as one. */
  List<Value> operands(Value value) {
    if (value.op() instanceof Statistic statistic) {
      return List.of(source(statistic));
    }
    if (value.op() instanceof Dequantize dequantize) {
      Optional<Value> partner = partner(dequantize);
      return OpSchema.operands(partner.orElse(value).op());
    }
    return OpSchema.operands(value.op());
  }

  /** The quantizer with which a dequantizer makes a pair. */
  static Optional<Value> partner(Dequantize op) {
    return op.x().op() instanceof Quantize quantize
            && !quantize.storage().isFloat()
            && quantize.scale() == op.scale()
            && quantize.zeroPoint() == op.zeroPoint()
            && quantize.axis() == op.axis()
        ? Optional.of(op.x())
        : Optional.empty();
  }

  static boolean isZero(Value zeroPoint) {
    return Constant.isAll(zeroPoint, 0);
  }
}
