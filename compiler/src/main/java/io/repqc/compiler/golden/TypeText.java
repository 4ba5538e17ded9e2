package io.repqc.compiler.golden;

import io.repqc.ir.Quantization;
import io.repqc.ir.TensorType;
import io.repqc.ir.text.Decimal;
import io.repqc.ir.text.IrPrinter;
import io.repqc.ir.text.TensorText;

/** A type with its levels, which for those of most layers is short. */
final class TypeText {
  private TypeText() {}

  static String of(TensorType type) {
    Quantization levels = type.quantization();
    if (!levels.isPresent() || !levels.isUniform() || !isFloat(levels.scale(0))) {
      return IrPrinter.print(type);
    }
    return "%s scale %s zero point %s range %s to %s"
        .formatted(
            TensorText.header(type),
            Decimal.of((float) levels.scale(0)),
            levels.zeroPoint(0),
            levels.minimum(),
            levels.maximum());
  }

  private static boolean isFloat(double scale) {
    return (float) scale == scale;
  }
}
