package io.repqc.codegen.plane;

import io.repqc.codegen.lower.Product;

/** About how long convolutions take, in the time that one product takes in a long loop. */
final class LaneCosts {
  /** What a loop costs besides its products, as so many lanes of them. */
  private static final int LOOP = 60;

  private static final int TERMS = 5;

  /** To copy a part of a plane, and an element of one by itself. */
  private static final int COPY = 150;

  private static final int ELEMENT = 3;

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

  private static long places(Product product) {
    return product.output().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  /** Products that are computed one after the other for each output. */
  private static long sums(Product product) {
    long terms = (long) product.inputs() / product.groups() * product.taps();
    return (terms + TERMS - 1) / TERMS * TERMS;
  }
}
