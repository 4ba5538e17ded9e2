package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Factor;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The numbers of a layer's finish, as kernels take them. */
public final class Finishing {
  private static final String SUMS = "TO_SUMS";

  private final Layer layer;
  private final Finish finish;
  private final Code code;

  private Finishing(Layer layer, Code code) {
    this.layer = layer;
    this.finish = layer.finish();
    this.code = code;
  }

  /** The {@code struct finish} of a layer whose products are {@code 2^shift} of its sums' units. */
  public static Settings settings(Layer layer, Code code, int shift) {
    return new Finishing(layer, code).settings(shift);
  }

  /**
   * The {@code struct finish_with} of a layer.
   *
   * @param bias what is added to the sum of each channel, or null; where it is longer, for kernels
   *     that read on or take some pixels as one, the factors are repeated
   */
  public static Settings with(Layer layer, Code code, int[] bias) {
    return new Finishing(layer, code).with(bias);
  }

  /** The largest factor of any channel, in a float. */
  public static double largestFactor(Layer layer) {
    return new Finishing(layer, null).largestFactor();
  }

  /** The axis along which the sums of a layer have factors of their own, if they have. */
  public static Optional<Integer> channelAxis(Layer layer) {
    return new Finishing(layer, null).channelAxis();
  }

  /** How far a step along each axis of the sums goes in their factors. */
  static List<Integer> channelStrides(Layer layer) {
    int rank = layer.source().type().rank();
    List<Integer> strides = new ArrayList<>(Collections.nCopies(rank, 0));
    channelAxis(layer).ifPresent(axis -> strides.set(axis, 1));
    return strides;
  }

  private Settings settings(int shift) {
    Settings settings = Settings.of("finish").with("to", kind()).with("shift", shift);
    if (finish.isSums()) {
      return settings;
    }
    Value rounding = finish.rounding().orElseThrow();
    settings = bounds(settings, "", rounding).with("uniform", channelAxis().isPresent() ? 0 : 1);
    return finish.addition().isPresent() ? added(settings, finish.addition().get()) : settings;
  }

  private String kind() {
    if (finish.isSums()) {
      return SUMS;
    }
    if (finish.rounding().orElseThrow().op() instanceof RequantizeLeaky) {
      return "TO_LEAKY";
    }
    if (finish.table().isPresent()) {
      return "TO_TABLE";
    }
    return finish.addition().isPresent() ? "TO_ADDED" : "TO_LEVELS";
  }

  private Settings bounds(Settings settings, String prefix, Value rounding) {
    Levels to = levels(rounding);
    return settings
        .with(prefix + "lowest", to.minimum() - to.zeroPoint())
        .with(prefix + "highest", to.maximum() - to.zeroPoint())
        .with(prefix + "zero", code.stored(rounding, to.zeroPoint()));
  }

  private Settings added(Settings settings, Finish.Addition addition) {
    Requantize rounding = (Requantize) addition.rounded().op();
    Factor factor =
        Factor.of(
            code.convention(), rounding.x().type().quantization().scale(0), rounding.to().scale());
    settings =
        settings
            .with("own", addition.own())
            .with("others", addition.others())
            .with("other_zero", code.zero(addition.other()))
            .with("added", factor);
    return bounds(settings, "added_", addition.rounded());
  }

  private Settings with(int[] bias) {
    Settings settings = Settings.of("finish_with");
    if (bias != null) {
      settings = settings.with("bias", code.constant("bias", Elements.INT32, bias));
    }
    if (finish.isSums()) {
      return settings;
    }
    Value rounding = finish.rounding().orElseThrow();
    int channels = channelAxis().map(axis -> sums().type().dim(axis)).orElse(1);
    int count = channels == 1 || bias == null ? channels : bias.length;
    settings = settings.with("factors", factors("factors", null, channels, count));
    if (rounding.op() instanceof RequantizeLeaky) {
      Tensor slope = layer.numbers(((RequantizeLeaky) rounding.op()).slope());
      settings = settings.with("below", factors("below", slope.toNumbers(), channels, count));
    }
    if (finish.table().isPresent()) {
      settings = settings.with("table", table());
    }
    return settings;
  }

  private Pointer factors(String role, double[] slopes, int channels, int count) {
    Quantization from = sums().type().quantization();
    float to = levels(finish.rounding().orElseThrow()).scale();
    Factor[] factors =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  int c = i % channels;
                  double slope = slopes == null ? 1 : slopes[slopes.length == 1 ? 0 : c];
                  return Factor.of(code.convention(), from.scale(c) * slope, to);
                })
            .toArray(Factor[]::new);
    return code.constant(role, Elements.FACTOR, factors);
  }

  private double largestFactor() {
    if (finish.isSums()) {
      return 0;
    }
    Value rounding = finish.rounding().orElseThrow();
    double scale =
        sums().type().quantization().scales().stream().mapToDouble(Math::abs).max().orElseThrow();
    double slope = 1;
    if (rounding.op() instanceof RequantizeLeaky) {
      double[] slopes = layer.numbers(((RequantizeLeaky) rounding.op()).slope()).toNumbers();
      slope = Math.max(1, Arrays.stream(slopes).map(Math::abs).max().orElseThrow());
    }
    double first = scale * slope / levels(rounding).scale();
    return finish.addition().map(addition -> Math.max(first, addedFactor(addition))).orElse(first);
  }

  private static double addedFactor(Finish.Addition addition) {
    Requantize rounding = (Requantize) addition.rounded().op();
    return rounding.x().type().quantization().scale(0) / rounding.to().scale();
  }

  private Pointer table() {
    Value looked = finish.result();
    int[] entries = layer.numbers(finish.table().orElseThrow().table()).toInts();
    return code.constant("table", Elements.LEVEL, code.storage().pack(looked.type(), entries));
  }

  /** What is rounded: the sums of the op, or the operand of a rounding alone. */
  private Value sums() {
    Value rounding = finish.rounding().orElseThrow();
    return rounding.op() instanceof Requantize
        ? ((Requantize) rounding.op()).x()
        : ((RequantizeLeaky) rounding.op()).x();
  }

  private Optional<Integer> channelAxis() {
    if (finish.isSums()) {
      return Optional.empty();
    }
    Value rounding = finish.rounding().orElseThrow();
    Quantization from = sums().type().quantization();
    if (from.scales().size() > 1) {
      return Optional.of(from.axis());
    }
    boolean hasSlopes =
        rounding.op() instanceof RequantizeLeaky
            && ((RequantizeLeaky) rounding.op()).slope().shape().count() > 1;
    return hasSlopes ? Optional.of(((RequantizeLeaky) rounding.op()).axis()) : Optional.empty();
  }

  private static Levels levels(Value rounding) {
    return rounding.op() instanceof Requantize
        ? ((Requantize) rounding.op()).to()
        : ((RequantizeLeaky) rounding.op()).to();
  }
}
