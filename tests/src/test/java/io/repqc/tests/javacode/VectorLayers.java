package io.repqc.tests.javacode;

import io.repqc.runtime.kernel.Convolution;
import io.repqc.runtime.kernel.Encode;
import io.repqc.runtime.kernel.Factors;
import io.repqc.runtime.kernel.Finish;
import io.repqc.runtime.kernel.FinishWith;
import io.repqc.runtime.kernel.FixedFactors;
import io.repqc.runtime.kernel.OnnxFactors;
import io.repqc.runtime.kernel.TileConvolution;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Compares kernels for the Vector API with plain ones, where networks would have to be large. */
final class VectorLayers {
  private static final String KERNELS = "io.repqc.runtime.kernel.";
  private static final int SIZE = 6;
  private static final int PAST_CHANNELS = 16;
  private static final int SUMS = 1568;

  private final Random random;
  private final boolean roundsInFloats;

  private VectorLayers(int seed) {
    this.random = new Random(seed);
    this.roundsInFloats = random.nextInt(4) > 0;
  }

  /** Given how many, says which differ. */
  public static void main(String... arguments) throws ReflectiveOperationException {
    for (int seed = 0; seed < Integer.parseInt(arguments[0]); seed++) {
      new VectorLayers(seed).compareConvolutions(seed);
      new VectorLayers(seed).compareEncodes(seed);
    }
  }

  /** Runs a kernel in vectors. */
  private static void run(String kernel, Object... arguments) throws ReflectiveOperationException {
    Method run =
        Arrays.stream(Class.forName(KERNELS + kernel).getMethods())
            .filter(method -> method.getName().equals("run"))
            .findFirst()
            .orElseThrow();
    run.invoke(null, arguments);
  }

  /** Levels of an image and its sums, in as many pieces as floats hold. */
  private void compareConvolutions(int seed) throws ReflectiveOperationException {
    int inputs = 1 + random.nextInt(70);
    int outputs = 1 + random.nextInt(70);
    int kernel = 1 + random.nextInt(3);
    int side = SIZE - kernel + 1;
    int depth = kernel * kernel * inputs;
    int to = random.nextInt(Finish.TO_ADDED + 1);
    float[] x = levels(SIZE * SIZE * inputs);
    float[] other = to == Finish.TO_ADDED ? levels(side * side * outputs) : null;
    int[] weights = random.ints((long) outputs * depth, -128, 128).toArray();
    int zero = random.nextInt(256);
    int shift = random.nextInt(3);
    int[] bias = random.ints(outputs, -1000, 1000).toArray();
    int[] folded = Arrays.copyOf(bias, outputs + PAST_CHANNELS);
    for (int i = 0; i < weights.length; i++) {
      folded[i / depth] -= zero * weights[i] << shift;
    }
    Finish finish = finish(to, shift);
    Factors factors = factors(outputs + PAST_CHANNELS, depth << shift);
    Factors below = factors(outputs + PAST_CHANNELS, depth << shift + 1);
    float[] table = levels(256);
    int[] places = {0, 0, side * outputs, outputs, 1};
    Convolution plain =
        new Convolution(
            1,
            1,
            inputs,
            outputs,
            new int[] {1, SIZE, SIZE},
            new int[] {1, side, side},
            new int[] {1, kernel, kernel},
            new int[] {1, 1, 1},
            new int[] {1, 1, 1},
            new int[3],
            new int[] {0, 0, SIZE * inputs, inputs, 1},
            places,
            places,
            zero,
            finish);
    TileConvolution tile =
        new TileConvolution(
            1,
            side,
            side,
            1,
            outputs,
            kernel,
            1,
            kernel * inputs,
            0,
            SIZE * inputs,
            inputs,
            0,
            SIZE * inputs,
            0,
            0,
            side * outputs,
            outputs,
            0,
            side * outputs,
            outputs,
            1 + random.nextInt(514),
            0,
            finish);
    Object expected =
        to == Finish.TO_SUMS ? new int[side * side * outputs] : levels(side * side * outputs);
    Object found =
        to == Finish.TO_SUMS ? new int[side * side * outputs] : levels(side * side * outputs);
    short[] shorts = new short[weights.length];
    IntStream.range(0, weights.length).forEach(i -> shorts[i] = (short) weights[i]);
    plain.run(new FinishWith(bias, factors, below, table), x, 0, shorts, 0, other, 0, expected, 0);
    run(
        "TileConvolutionVector",
        tile,
        new FinishWith(folded, factors, below, table),
        x,
        0,
        packed(weights, outputs, depth),
        0,
        other,
        0,
        found,
        0,
        new float[SUMS + 2 * PAST_CHANNELS * depth],
        0);
    if (!Arrays.deepEquals(new Object[] {expected}, new Object[] {found})) {
      System.out.println("seed %d: %s".formatted(seed, tile));
    }
  }

  private float[] levels(int count) {
    float[] levels = new float[count];
    IntStream.range(0, count).forEach(i -> levels[i] = random.nextInt(256));
    return levels;
  }

  private static byte[] packed(int[] weights, int outputs, int depth) {
    byte[] packed = new byte[(outputs + 15) / 16 * depth * 16];
    for (int i = 0; i < weights.length; i++) {
      int output = i / depth;
      packed[(output / 16 * depth + i % depth) * 16 + output % 16] = (byte) weights[i];
    }
    return packed;
  }

  private Finish finish(int to, int shift) {
    int zero = random.nextInt(256);
    return new Finish(
        to, 0, shift, -zero, 255 - zero, zero, 23456, -14000, 77, factors(1, 300), -100, 155, 100);
  }

  /** Such that sums of so many products are some levels. */
  private Factors factors(int count, int products) {
    if (roundsInFloats) {
      float[] factors = new float[count];
      IntStream.range(0, count)
          .forEach(i -> factors[i] = (0.5f + random.nextFloat()) / 100 / products);
      return new OnnxFactors(factors);
    }
    int[] factors = new int[2 * count];
    for (int i = 0; i < count; i++) {
      factors[2 * i] = (1 << 30) + random.nextInt(1 << 30);
      factors[2 * i + 1] = 46;
    }
    return new FixedFactors(factors);
  }

  /** With what is no number, and what is beyond all. */
  private void compareEncodes(int seed) throws ReflectiveOperationException {
    int rows = 1 + random.nextInt(4);
    int columns = 1 + random.nextInt(40);
    float[] numbers = new float[rows * columns];
    float[] strange = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -0f, 0.5f, 1e9f
    };
    for (int i = 0; i < numbers.length; i++) {
      boolean isStrange = random.nextInt(4) == 0;
      numbers[i] =
          isStrange
              ? strange[random.nextInt(strange.length)]
              : Math.round(400 * random.nextGaussian()) / 2f;
    }
    int zero = random.nextInt(256);
    Encode encode =
        new Encode(
            new int[] {rows, columns},
            new int[] {columns, 1},
            new int[] {1, rows},
            random.nextBoolean() ? 1 : 0.37f,
            -zero,
            255 - zero,
            zero);
    float[] expected = new float[numbers.length];
    float[] found = new float[numbers.length];
    encode.run(numbers, 0, expected, 0);
    run("EncodeVector", encode, numbers, 0, found, 0);
    if (!Arrays.equals(expected, found)) {
      System.out.println("seed %d: %s".formatted(seed, encode));
    }
  }
}
