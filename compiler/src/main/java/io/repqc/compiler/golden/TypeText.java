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

  /** How two of these differ, without the elements and the shape if they are the same. */
  static String difference(String expected, String found) {
    String header = header(expected);
    int from = header.equals(header(found)) ? Math.min(header.length() + 1, expected.length()) : 0;
    return "expected %s, found %s"
        .formatted(levels(expected, from), levels(found, Math.min(from, found.length())));
  }

  private static String levels(String type, int from) {
    return type.length() == from ? "no levels" : type.substring(from);
  }

  /** The elements and the shape, such as {@code u8[1,10]}. */
  static String header(String type) {
    return type.substring(0, type.indexOf(']') + 1);
  }

  private static boolean isFloat(double scale) {
    return (float) scale == scale;
  }
}
