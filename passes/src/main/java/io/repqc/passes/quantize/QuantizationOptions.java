package io.repqc.passes.quantize;

import io.repqc.ir.ElementType;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.observe.Ranging;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the user may decide about quantizing.
 *
 * @param activations the integers of 8 bits that hold activations
 * @param activationRange how the range of an activation follows from what was observed
 * @param weightRange how the range of a weight follows from its numbers
 * @param perChannel whether each output channel of a weight has a scale of its own
 * @param bits how many bits layers have, where they are not 16
 * @param floatBiases whether biases stay floats: while a network is trained, levels move, and the
 *     unit of biases with them
 * @param keepFloat names of values that are computed in floats
 * @param wide names of values that are held in 16 bits
 */
public record QuantizationOptions(
    Integers activations,
    Ranging activationRange,
    Ranging weightRange,
    boolean perChannel,
    BitWidths bits,
    boolean floatBiases,
    Set<String> keepFloat,
    Set<String> wide) {
  public static final QuantizationOptions DEFAULT =
      new QuantizationOptions(
          Integers.affine(ElementType.U8),
          RangeMethod.MSE,
          RangeMethod.MIN_MAX,
          true,
          BitWidths.EIGHT,
          false,
          Set.of(),
          Set.of());

  /** What holds {@code wide} values: with zero in the middle, products need no correction. */
  static final Integers WIDE = Integers.symmetric(ElementType.I16);

  /** The names stay in the order in which the user gives them. */
  public QuantizationOptions {
    keepFloat = Collections.unmodifiableSet(new LinkedHashSet<>(keepFloat));
    wide = Collections.unmodifiableSet(new LinkedHashSet<>(wide));
  }

  public QuantizationOptions with(Integers others) {
    return new QuantizationOptions(
        others, activationRange, weightRange, perChannel, bits, floatBiases, keepFloat, wide);
  }

  public QuantizationOptions with(Ranging ofActivations, Ranging ofWeights) {
    return new QuantizationOptions(
        activations, ofActivations, ofWeights, perChannel, bits, floatBiases, keepFloat, wide);
  }

  public QuantizationOptions with(BitWidths others) {
    return new QuantizationOptions(
        activations,
        activationRange,
        weightRange,
        perChannel,
        others,
        floatBiases,
        keepFloat,
        wide);
  }

  /** One scale for each weight. */
  public QuantizationOptions perTensor() {
    return new QuantizationOptions(
        activations, activationRange, weightRange, false, bits, floatBiases, keepFloat, wide);
  }

  public QuantizationOptions withFloatBiases() {
    return new QuantizationOptions(
        activations, activationRange, weightRange, perChannel, bits, true, keepFloat, wide);
  }

  public QuantizationOptions keepingFloat(Collection<String> names) {
    return new QuantizationOptions(
        activations,
        activationRange,
        weightRange,
        perChannel,
        bits,
        floatBiases,
        new LinkedHashSet<>(names),
        wide);
  }

  public QuantizationOptions widening(Collection<String> names) {
    return new QuantizationOptions(
        activations,
        activationRange,
        weightRange,
        perChannel,
        bits,
        floatBiases,
        keepFloat,
        new LinkedHashSet<>(names));
  }
}
