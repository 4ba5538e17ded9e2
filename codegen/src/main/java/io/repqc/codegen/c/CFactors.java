package io.repqc.codegen.c;

import io.repqc.codegen.FactorWords;
import io.repqc.ir.op.Factor;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Ratios of scales as the {@code factor_t} of their convention holds them. */
final class CFactors {
  private CFactors() {}

  static String literal(Factor factor) {
    switch (factor.convention()) {
      case ONNX:
        return Literals.of(factor.f32());
      default:
        return Arrays.stream(FactorWords.of(factor))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
