package io.repqc.passes.quantize;

import io.repqc.ir.Value;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Unary;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.Range;
import java.util.Optional;

/** The levels of a site: those that its op asks for, or else those for the numbers observed. */
record SiteLevels(Sites sites, SiteBits bits, Integers integers, ActivationLevels observed) {
  private static final Range UNIT = new Range(0, 1);
  private static final int BYTE = 256;
  private static final Range SIGNED_UNIT = new Range(-1, 1);

  Levels of(Value owner) {
    Integers own =
        sites.isWide(owner) ? QuantizationOptions.WIDE : integers.narrowed(bits.of(owner));
    Value ranged = sites.ranged(owner);
    return known(ranged, own).orElseGet(() -> observed.of(ranged, own));
  }

  /** Whether the levels of a value follow from its op. */
  static boolean areKnown(Value ranged) {
    return known(ranged, QuantizationOptions.WIDE).isPresent();
  }

  private static Optional<Levels> known(Value ranged, Integers integers) {
    if (ranged.op() instanceof Softmax) {
      return Optional.of(probabilities(integers));
    }
    if (!(ranged.op() instanceof Unary unary)) {
      return Optional.empty();
    }
    return switch (unary.function()) {
      case HARD_SIGMOID, SIGMOID -> Optional.of(integers.levels(UNIT));
      case ERF, SIGN, SOFTSIGN, TANH -> Optional.of(integers.levels(SIGNED_UNIT));
      default -> Optional.empty();
    };
  }

  /** In 8 bits the scale is a power of two, and no level is negative. */
  private static Levels probabilities(Integers integers) {
    if (integers.count() != BYTE) {
      return integers.levels(UNIT);
    }
    float scale = Math.scalb(1f, -integers.storage().bits());
    return Levels.full(integers.storage(), scale, (int) integers.storage().minimum());
  }
}
