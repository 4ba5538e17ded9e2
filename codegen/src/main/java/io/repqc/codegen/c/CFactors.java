package io.repqc.codegen.c;

import io.repqc.codegen.Constant;
import io.repqc.codegen.Elements;
import io.repqc.ir.op.Factor;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Ratios of scales as the {@code factor_t} of their convention holds them. */
final class CFactors {
  private static final int BITS = 31;

  private CFactors() {}

  /** How many bytes an element of a constant takes. */
  static int bytes(Constant constant) {
    boolean isFactor =
        constant.elements() == Elements.FACTOR && Array.getLength(constant.array()) > 0;
    return isFactor
        ? Integer.BYTES * words((Factor) Array.get(constant.array(), 0)).length
        : constant.elements().bytes();
  }

  static String literal(Factor factor) {
    switch (factor.convention()) {
      case ONNX:
        return Literals.of(factor.f32());
      default:
        return Arrays.stream(words(factor))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  static void put(Factor factor, ByteBuffer bytes) {
    for (int word : words(factor)) {
      bytes.putInt(word);
    }
  }

  /** The fields of the structure; of a float its bits. */
  private static int[] words(Factor factor) {
    switch (factor.convention()) {
      case ONNX:
        return new int[] {Float.floatToIntBits(factor.f32())};
      case FIXED:
        return new int[] {factor.multiplier(), BITS - factor.shift()};
      default:
        return new int[] {
          factor.multiplier(), Math.max(factor.shift(), 0), Math.max(-factor.shift(), 0)
        };
    }
  }
}
