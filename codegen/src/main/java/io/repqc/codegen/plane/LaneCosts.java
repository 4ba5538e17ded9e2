package io.repqc.codegen.plane;

import io.repqc.codegen.lower.Product;
import java.util.List;

/**
 * About how long convolutions take either way, as measured on some. Both ways have one unit: what a
 * product takes in a long loop, and picoseconds or so for those of each channel by itself.
 */
final class LaneCosts {
  /** What a loop costs besides its products, as so many lanes of them. */
  private static final int LOOP = 60;

  private static final int TERMS = 5;

  /** To copy a part of a plane, and an element of one by itself. */
  private static final int COPY = 150;

  private static final int ELEMENT = 3;

  /** Of a channel by itself: each tap, and each place that it meets, also if they lie apart. */
  private static final int TAP = 2000;

  private static final int PLACE = 10;
  private static final int STRIDED_PLACE = 33;

  /** Of all channels: each element that is copied, and each product; and each loop over them. */
  private static final int COPIED = 36;

  private static final int PRODUCT = 11;
  private static final int PRODUCTS = 660;

  /** To add a part of what a pixel has to a place. */
  private static final int PART = 260;

  private LaneCosts() {}

  /** If many places are computed at once. */
  static long planes(Product product) {
    long places = places(product);
    return sums(product) * (LOOP + places) * product.outputs()
        + (long) product.inputs() * product.taps() * (COPY + places);
  }

  /** If all channels are computed at once. */
  static long channels(Product product) {
    long places = places(product);
    return sums(product) * (LOOP + product.outputs() / product.groups()) * places * product.groups()
        + places * product.inputs() * product.taps() * ELEMENT;
  }

  /** If each pixel is multiplied with the weights of all taps and channels at once. */
  static long spread(Product product) {
    long outputs = product.outputs() / product.groups();
    long sums = inCalls(product.inputs() / product.groups());
    long each = sums * (LOOP + product.taps() * outputs) * pixels(product);
    return (each + places(product) * product.taps() * (PART + 2 * outputs)) * product.groups();
  }

  /** If each channel is convolved by itself, and many places are computed at once. */
  static long depthwisePlanes(Product product) {
    boolean isStrided = product.window().strides().stream().anyMatch(stride -> stride > 1);
    return product.taps()
        * (TAP + places(product) * (isStrided ? STRIDED_PLACE : PLACE))
        * product.outputs();
  }

  /** The same if all channels are computed at once. */
  static long depthwiseChannels(Product product) {
    long channels = product.outputs();
    return pixels(product) * COPIED * channels
        + product.taps() * places(product) * (PRODUCT * channels + PRODUCTS);
  }

  /** Places of the operand. */
  static long pixels(Product product) {
    return count(product.input());
  }

  private static long places(Product product) {
    return count(product.output());
  }

  private static long count(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  /** Products that are computed one after the other for each output. */
  private static long sums(Product product) {
    return inCalls((long) product.inputs() / product.groups() * product.taps());
  }

  /** With the zeros that end a last call. */
  private static long inCalls(long terms) {
    return (terms + TERMS - 1) / TERMS * TERMS;
  }
}
