package io.repqc.compiler.quantize;

import io.repqc.ir.ElementType;
import io.repqc.ir.op.Convention;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.BitWidths;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a network is quantized. The lists hold globs over the names of values: what stays float, what
 * gets 16 bits, and which float parts are all right; what has not 16 bits has {@code bits}.
 */
public record QuantizationSettings(
    ElementType activations,
    boolean symmetric,
    boolean perChannel,
    Optional<RangeMethod> observer,
    Optional<RangeMethod> weightObserver,
    OptionalDouble percentile,
    boolean equalizes,
    boolean correctsBiases,
    boolean roundsWeights,
    List<String> keepFloat,
    List<String> wide,
    Convention convention,
    List<String> allowFloat,
    BitWidths bits) {
  public static final QuantizationSettings DEFAULT =
      new QuantizationSettings(
          ElementType.U8,
          false,
          true,
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          false,
          false,
          false,
          List.of(),
          List.of(),
          Convention.ONNX,
          List.of(),
          BitWidths.EIGHT);

  public QuantizationSettings {
    keepFloat = List.copyOf(keepFloat);
    wide = List.copyOf(wide);
    allowFloat = List.copyOf(allowFloat);
  }

  /** The same with other bits. */
  public QuantizationSettings with(BitWidths bits) {
    return new QuantizationSettings(
        activations,
        symmetric,
        perChannel,
        observer,
        weightObserver,
        percentile,
        equalizes,
        correctsBiases,
        roundsWeights,
        keepFloat,
        wide,
        convention,
        allowFloat,
        bits);
  }

  /** How the range of an activation follows from what occurs in it. */
  public RangeMethod activationRange() {
    return observer.orElse(percentile.isPresent() ? RangeMethod.PERCENTILE : RangeMethod.MSE);
  }

  /** The same for weights. */
  public RangeMethod weightRange() {
    return weightObserver.orElse(RangeMethod.MIN_MAX);
  }

  /** Of 100 numbers, how many a percentile keeps. */
  public double percent() {
    return percentile.orElse(RangeMethod.PERCENT);
  }
}
