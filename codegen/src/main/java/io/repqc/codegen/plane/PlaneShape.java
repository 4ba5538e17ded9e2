package io.repqc.codegen.plane;

import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Product;
import io.repqc.codegen.portable.Plane;
import java.math.BigInteger;
import java.util.stream.IntStream;

/** How a convolution over planes is divided, and how its weights are packed. */
final class PlaneShape {
  /** Products that one call sums at most. */
  private static final int TERMS = 5;

  /** How many planes are summed while they are in the nearest cache. */
  private static final int LEAST_TERMS = 20;

  private static final int MOST_TERMS = 50;

  /** Places at once. */
  private static final int LANES = 640;

  /** Elements of planes that stay in the nearest cache. */
  private static final int NEAR = 10240;

  /** Sums that fit in the second cache. */
  private static final int MOST_SUMS = 65536;

  private static final int MOST_OUTPUTS = 192;

  private final Plane plane;
  private final int groups;
  private final int inputs;
  private final int outputs;
  private final int taps;
  private final int rows;
  private final int columns;
  private final int round;

  PlaneShape(Product product, Plane plane) {
    this.plane = plane;
    this.groups = product.groups();
    this.inputs = product.inputs() / groups;
    this.outputs = product.outputs() / groups;
    this.taps = product.taps();
    this.columns = part(plane.output(1), LANES);
    this.rows = columns < plane.output(1) ? 1 : part(plane.output(0), LANES / columns);
    this.round = bestRound();
  }

  /** The size of equal parts of which none is larger than {@code most}. */
  private static int part(int all, int most) {
    int parts = (all + most - 1) / Math.max(1, most);
    return (all + parts - 1) / Math.max(1, parts);
  }

  /** The channels with which least zeros end the last calls. */
  private int bestRound() {
    int near = Math.max(1, NEAR / (rows * columns) / taps);
    int least = Math.min(inputs, Math.min(near, (LEAST_TERMS + taps - 1) / taps));
    int most = Math.min(inputs, Math.max(least, Math.min(near, MOST_TERMS / taps)));
    return IntStream.rangeClosed(least, most)
        .boxed()
        .min((a, b) -> Integer.compare(termsOfOutput(a), termsOfOutput(b)))
        .orElseThrow();
  }

  private int termsOfOutput(int channels) {
    return inputs / channels * terms(channels) + terms(inputs % channels);
  }

  /** Calls sum five products, or four. */
  private int terms(int channels) {
    int calls = (channels * taps + TERMS - 1) / TERMS;
    return calls * TERMS - Math.min(calls, calls * TERMS - channels * taps);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  int block() {
    int most = Math.max(1, Math.min(MOST_OUTPUTS, MOST_SUMS / (rows * columns)));
    return part(outputs, most);
  }

  int round() {
    return round;
  }

  int rounds() {
    return (inputs + round - 1) / round;
  }

  /** In which round a weight of an output is, of [kernel][inputs]. */
  int round(int weight) {
    return weight % inputs / round;
  }

  /** After how many taps along an axis one meets what another has met before. */
  private int again(int axis) {
    BigInteger stride = BigInteger.valueOf(plane.stride(axis));
    return stride.divide(stride.gcd(BigInteger.valueOf(plane.dilation(axis)))).intValue();
  }

  private int shift(int axis) {
    return again(axis) * plane.dilation(axis) / plane.stride(axis);
  }

  Settings taps(int zero) {
    return Settings.of("plane_taps")
        .with("x_size", new int[] {plane.input(0), plane.input(1)})
        .with("kernel", new int[] {plane.kernel(0), plane.kernel(1)})
        .with("stride", new int[] {plane.stride(0), plane.stride(1)})
        .with("dilation", new int[] {plane.dilation(0), plane.dilation(1)})
        .with("before", new int[] {plane.before(0), plane.before(1)})
        .with("zero", zero)
        .with("again", new int[] {again(0), again(1)})
        .with("shift", new int[] {shift(0), shift(1)});
  }

  int planes(boolean carries) {
    return terms(round) + 1 + block() * (carries ? 2 : 1);
  }

  int length() {
    return (rows + (plane.kernel(0) - 1) / again(0) * shift(0)) * columns;
  }

  /** From [outputs][kernel][inputs] to [groups][rounds][outputs][inputs][kernel]. */
  byte[] packed(int[] weights) {
    byte[] packed = new byte[groups * outputs * termsOfOutput(round)];
    int at = 0;
    for (int group = 0; group < groups; group++) {
      for (int start = 0; start < inputs; start += round) {
        int channels = Math.min(round, inputs - start);
        for (int output = group * outputs; output < (group + 1) * outputs; output++) {
          for (int i = 0; i < channels * taps; i++) {
            int weight = (output * taps + i % taps) * inputs + start + i / taps;
            packed[at + i] = (byte) weights[weight];
          }
          at += terms(channels);
        }
      }
    }
    return packed;
  }
}
