package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Weights and biases of layers: as the compiler makes them, and as imported files bring them. */
record Weights(IntegerSketch net) {
  private static final int MOST_FINER_BITS = 16;

  /** A weight whose scales, if it has several, run along {@code axis}. */
  Value weight(Shape shape, int axis) {
    Chance chance = net.chance();
    boolean isUnsigned = chance.oneIn(8);
    boolean isShifted = isUnsigned || chance.oneIn(8);
    int channels = chance.coin() ? shape.dim(axis) : 1;
    List<Double> scales = new ArrayList<>();
    double unit = chance.oneIn(4) ? 0.125 : chance.real(0.001, 0.1);
    for (int i = 0; i < channels; i++) {
      double scale = chance.oneIn(3) ? unit : unit * chance.real(0.5, 2);
      scales.add((double) (float) scale);
    }
    int zeros = isShifted && chance.coin() ? channels : 1;
    int middle = isUnsigned ? 128 : 0;
    List<Integer> zeroPoints =
        isShifted
            ? chance.list(zeros, middle - (isUnsigned ? 128 : 20), middle + (isUnsigned ? 127 : 20))
            : List.of(0);
    Quantization quantization =
        isUnsigned
            ? new Quantization(scales, zeroPoints, axis, 0, 255)
            : new Quantization(scales, zeroPoints, axis, isShifted ? -128 : -127, 127);
    return net.stored(
        numbers(new TensorType(isUnsigned ? ElementType.U8 : ElementType.I8, shape, quantization)));
  }

  /** Any, or small ones, or only the largest. */
  private Tensor numbers(TensorType type) {
    Chance chance = net.chance();
    int least = type.quantization().minimum();
    int most = type.quantization().maximum();
    int kind = chance.between(0, 9);
    return Tensor.generateIntegers(
        type,
        i ->
            switch (kind) {
              case 0 -> chance.coin() ? least : most;
              case 1 -> most;
              case 2, 3, 4 -> (least + most + 1) / 2 + (int) (20 * Math.tanh(chance.normal()));
              default -> chance.between(least, most);
            });
  }

  /**
   * A bias for each of {@code channels} of a layer on {@code x}; {@code channel} says to which each
   * element of the weight belongs. As large as i32 allows, now and then.
   */
  Value bias(Value x, Value weight, int channels, IntUnaryOperator channel) {
    Chance chance = net.chance();
    long[] reaches = reaches(x, weight, channels, channel);
    long reach = Arrays.stream(reaches).max().orElse(0);
    int bits = 0;
    while (bits < MOST_FINER_BITS && reach << bits + 2 <= Integer.MAX_VALUE) {
      bits++;
    }
    int finer = chance.oneIn(3) ? chance.oneIn(2) ? bits : chance.between(0, bits) : 0;
    boolean isPlain = finer == 0 && chance.coin();
    TensorType type = new TensorType(ElementType.I32, Shape.of(channels));
    TensorType scaled =
        isPlain
            ? type
            : new TensorType(ElementType.I32, type.shape(), scales(x, weight, channels, finer));
    boolean isNone = chance.oneIn(5);
    boolean isLarge = chance.oneIn(30);
    int part = chance.between(2, 8);
    return net.stored(
        Tensor.generateIntegers(
            scaled,
            i -> {
              long room = Integer.MAX_VALUE - (reaches[i] << finer);
              long some = Math.min(room, 1 + (reaches[i] << finer >> part));
              long bias = isLarge ? room : (long) (some * chance.real(0, 1));
              return isNone ? 0 : chance.coin() ? bias : -bias;
            }));
  }

  /** The largest magnitudes of the sums of products, by channel. */
  private long[] reaches(Value x, Value weight, int channels, IntUnaryOperator channel) {
    int[] steps = net.known(weight).toSteps();
    long[] reaches = new long[channels];
    for (int i = 0; i < steps.length; i++) {
      reaches[channel.applyAsInt(i)] += Math.abs(steps[i]) * x.type().quantization().reach();
    }
    return reaches;
  }

  private static Quantization scales(Value x, Value weight, int channels, int finer) {
    double unit = x.type().quantization().scale(0);
    List<Double> scales =
        weight.type().quantization().scales().stream()
            .map(scale -> Math.scalb(unit * scale, -finer))
            .toList();
    int repeats = scales.size() == 1 ? 1 : channels / scales.size();
    return Quantization.sums(
        Collections.nCopies(repeats, scales).stream().flatMap(List::stream).toList(), 0);
  }
}
