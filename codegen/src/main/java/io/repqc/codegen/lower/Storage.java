package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.TensorType;

/**
 * How tensors are stored: all 8-bit levels alike, so that kernels know one kind. Levels of the
 * other kind have their highest bit turned, and with them their zero point and bounds are moved.
 */
record Storage(boolean signedLevels) {
  private static final int HALF = 128;

  Elements elements(TensorType type) {
    switch (type.elementType()) {
      case I8:
      case U8:
        return Elements.LEVEL;
      case I32:
        return Elements.INT32;
      case F32:
        return Elements.FLOAT;
      default:
        throw new IrException("%s is not stored".formatted(type));
    }
  }

  /** What is added to a level to store it. */
  int shift(TensorType type) {
    if (type.elementType() == ElementType.U8) {
      return signedLevels ? -HALF : 0;
    }
    return type.elementType() == ElementType.I8 && !signedLevels ? HALF : 0;
  }

  /** The same as a pattern for exclusive or. */
  int flip(TensorType type) {
    return shift(type) == 0 ? 0 : HALF;
  }

  /** The zero point as stored. */
  int zero(TensorType type) {
    return type.quantization().isPresent() && elements(type) == Elements.LEVEL
        ? type.quantization().zeroPoint(0) + shift(type)
        : 0;
  }

  /** Integers as stored. */
  Object pack(TensorType type, int[] integers) {
    if (elements(type) == Elements.INT32) {
      return integers;
    }
    byte[] packed = new byte[integers.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) (integers[i] + shift(type));
    }
    return packed;
  }
}
