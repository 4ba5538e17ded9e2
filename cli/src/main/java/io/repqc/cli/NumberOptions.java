package io.repqc.cli;

import io.repqc.compiler.Word;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.ir.ElementType;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.Bits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** How numbers become integers. */
final class NumberOptions extends IntegerOptions {
  private enum Storage {
    U8,
    S8;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  private enum Observer {
    MIN_MAX,
    AVERAGE,
    PERCENTILE,
    MSE,
    ENTROPY;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  private enum WeightObserver {
    MIN_MAX,
    MSE;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  private enum Goal {
    ACCURACY;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  @Option(
      names = "--bits",
      paramLabel = "WnAm",
      description = {
        "How many bits weights have (n) and the activations that their layers read (m), each from 2"
            + " to 8, as in W4A4; W8A8 if not given."
      })
  private String bits = Bits.EIGHT.toString();

  @Option(
      names = "--activations",
      paramLabel = "TYPE",
      description = "How activations are held: u8 (the default) or s8.")
  private Storage activations = Storage.U8;

  @Option(names = "--symmetric", description = "Puts the zero of activations in the middle.")
  private boolean symmetric;

  @Option(
      names = "--observer",
      paramLabel = "HOW",
      description = {
        "How the range of an activation follows from the data: mse (the default), min-max, average,"
            + " percentile or entropy."
      })
  private Observer observer;

  @Option(
      names = "--percentile",
      paramLabel = "P",
      description = "Keeps P of 100 numbers in the range; 99.99 if not given.")
  private Double percentile;

  @Option(
      names = "--weight-observer",
      paramLabel = "HOW",
      description = "The same for weights: min-max (the default) or mse.")
  private WeightObserver weightObserver;

  @Option(
      names = "--equalize",
      description =
          "Balances the ranges of neighbouring layers first; helps --weight-scales per-tensor.")
  private boolean equalizes;

  @Option(
      names = "--correct-bias",
      description = "Corrects biases by what quantizing has shifted on average.")
  private boolean correctsBiases;

  @Option(
      names = "--round-weights",
      description = {
        "Decides for each weight whether it is rounded up or down, so that its layer stays close to"
            + " what it was (AdaRound); takes a while."
      })
  private boolean roundsWeights;

  @Option(
      names = "--optimize",
      paramLabel = "GOAL",
      description = {
        "accuracy: --equalize and --round-weights, and --correct-bias where that helps after them."
      })
  private Goal goal;

  @Option(
      names = "--int16",
      paramLabel = "GLOB",
      description = "Holds values of these names in 16 bits.")
  private List<String> wide = List.of();

  QuantizationSettings settings() {
    boolean isBest = goal == Goal.ACCURACY;
    return new QuantizationSettings(
        activations == Storage.U8 ? ElementType.U8 : ElementType.I8,
        symmetric,
        perChannel(),
        Optional.ofNullable(observer).map(method -> RangeMethod.valueOf(method.name())),
        Optional.ofNullable(weightObserver).map(method -> RangeMethod.valueOf(method.name())),
        percentile == null ? OptionalDouble.empty() : OptionalDouble.of(percentile),
        equalizes || isBest,
        correctsBiases || isBest,
        roundsWeights || isBest,
        keepFloat(),
        wide,
        convention(),
        allowFloat(),
        widths(bits));
  }
}
