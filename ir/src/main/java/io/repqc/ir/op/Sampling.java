package io.repqc.ir.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How {@link Resize} maps places in its result to places in x, and what it makes of the neighbours
 * there. {@code region} is the part of x to crop to, in units of its sizes: all starts, then all
 * ends; what lies beyond x becomes {@code extrapolation}.
 */
public record Sampling(
    ResizeMode mode,
    Coordinates coordinates,
    NearestRounding rounding,
    double cubic,
    boolean excludeOutside,
    boolean antialias,
    List<Double> region,
    double extrapolation)
    implements Attributes {
  public Sampling {
    region = List.copyOf(region);
  }

  /** One axis: its length in x, its size in the result, and the cropped region. */
  record Axis(int length, int size, float scale, double start, double end) {}

  /** What one place in the result is made of along one axis; nothing if it lies outside of x. */
  public record Sample(int[] indices, double[] weights) {
    private static final Sample OUTSIDE = new Sample(new int[0], new double[0]);

    boolean isOutside() {
      return this == OUTSIDE;
    }

    /** Whether it is more than a single neighbour. */
    boolean isMixed() {
      return Arrays.stream(weights).anyMatch(weight -> weight != 0 && weight != 1);
    }

    double magnitude() {
      return Arrays.stream(weights).map(Math::abs).sum();
    }

    /**
     * The weights as integers whose sum is {@code 2^bits}: each is rounded to the nearest, ties
     * upward, and what is then missing goes to the greatest, the first of several.
     */
    Sample inIntegers(int bits) {
      double[] integers = new double[weights.length];
      double missing = Math.scalb(1.0, bits);
      int greatest = 0;
      for (int tap = 0; tap < weights.length; tap++) {
        integers[tap] = Math.floor(Math.scalb(weights[tap], bits) + 0.5);
        missing -= integers[tap];
        greatest = weights[tap] > weights[greatest] ? tap : greatest;
      }
      integers[greatest] += missing;
      return new Sample(indices, integers);
    }
  }

  /** The samples along an axis, which its indices in the result have in common. */
  List<Sample> along(Axis axis) {
    return IntStream.range(0, axis.size()).mapToObj(index -> sample(index, axis)).toList();
  }

  private Sample sample(int index, Axis axis) {
    float place = coordinates.place(index, axis);
    if (coordinates == Coordinates.TF_CROP_AND_RESIZE && (place < 0 || place > axis.length() - 1)) {
      return Sample.OUTSIDE;
    }
    if (mode == ResizeMode.NEAREST) {
      return new Sample(new int[] {inside(rounding.round(place), axis)}, new double[] {1});
    }
    return weighted(place, axis);
  }

  /**
   * The neighbours by the weights of the mode's kernel, which antialiasing stretches over as many
   * as one place of a smaller result stands for. The edge goes on beyond the end of x, or else does
   * not count.
   */
  private Sample weighted(float place, Axis axis) {
    double shrink = antialias ? Math.min(1, axis.scale()) : 1;
    int reach = -(int) Math.floor(-mode.support() / shrink);
    int first = (int) Math.ceil(place) - reach;
    int[] indices = new int[2 * reach];
    double[] weights = new double[2 * reach];
    double total = 0;
    for (int tap = 0; tap < indices.length; tap++) {
      int neighbour = first + tap;
      indices[tap] = inside(neighbour, axis);
      boolean counts = !excludeOutside || indices[tap] == neighbour;
      weights[tap] = counts ? mode.weight((neighbour - place) * shrink, cubic) : 0;
      total += weights[tap];
    }
    for (int tap = 0; tap < weights.length; tap++) {
      weights[tap] /= total;
    }
    return new Sample(indices, weights);
  }

  private static int inside(int index, Axis axis) {
    return Math.max(0, Math.min(axis.length() - 1, index));
  }
}
