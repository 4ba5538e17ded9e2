package io.repqc.tests.text;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Seeded choices. */
final class Draw {
  static final List<ElementType> FLOATS =
      List.of(ElementType.F32, ElementType.F64, ElementType.F8E4M3, ElementType.F8E5M2);
  static final List<ElementType> INTEGERS =
      List.of(
          ElementType.I8,
          ElementType.U8,
          ElementType.I16,
          ElementType.U16,
          ElementType.I32,
          ElementType.U32,
          ElementType.I64,
          ElementType.I4,
          ElementType.U4,
          ElementType.B1);

  private static final double[] SPECIAL = {
    0.0, -0.0, 1, -1, 0.1, 1e-300, 1e300, 1.0 / 3, 255, Double.MIN_VALUE, Double.MAX_VALUE
  };

  private static final int FEW = 5;

  private final Random random;
  private final boolean plain;

  Draw(long seed) {
    this(seed, false);
  }

  private Draw(long seed, boolean plain) {
    this.random = new Random(seed);
    this.plain = plain;
  }

  /** Draws small numbers only, which every format holds and no sum of which overflows. */
  static Draw plain(long seed) {
    return new Draw(seed, true);
  }

  boolean isPlain() {
    return plain;
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  long bits() {
    return plain ? between(1 - FEW, FEW) : random.nextLong();
  }

  /** A number that is finite, but may be anything else. */
  double number() {
    if (plain) {
      return 0.25 + random.nextInt(16) / 8.0;
    }
    return coin() ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian() * 10;
  }

  @SafeVarargs
  final <T> T one(T... items) {
    return items[random.nextInt(items.length)];
  }

  <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  ElementType floatType() {
    return one(FLOATS);
  }

  /** A float or an integer, no truth value. */
  ElementType numberType() {
    return coin() ? one(FLOATS) : one(INTEGERS);
  }

  ElementType anyType() {
    return one(ElementType.values());
  }

  List<Integer> list(int length, int low, int high) {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(between(low, high));
    }
    return list;
  }

  Shape shape(int lowestRank, int highestRank) {
    return new Shape(list(between(lowestRank, highestRank), 1, 3));
  }

  /** Some axes of {@code rank}, in any order. */
  List<Integer> axes(int rank) {
    List<Integer> axes = permutation(rank);
    return axes.subList(0, between(0, rank));
  }

  List<Integer> permutation(int length) {
    List<Integer> permutation = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      permutation.add(i);
    }
    Collections.shuffle(permutation, random);
    return permutation;
  }

  /** A shape that broadcasts to {@code shape}. */
  Shape narrowed(Shape shape) {
    List<Integer> dims = new ArrayList<>();
    for (int dim : shape.dims()) {
      dims.add(coin() ? dim : 1);
    }
    return new Shape(dims.subList(between(0, dims.size()), dims.size()));
  }

  /** A name as exporters or nobody would give it. */
  String name() {
    String exported =
        one("/features/0/conv/Conv_output_0", "onnx::Conv_", "", "stem.weight", "a:0");
    StringBuilder strange = new StringBuilder();
    random
        .ints(between(0, 5), 0, 0x3000)
        .forEach(unit -> strange.append((char) (coin() ? unit % 0x80 : unit)));
    return plain || coin()
        ? exported + between(0, 999)
        : strange + one("", "\ud83d\ude00", "\ud800", "\"");
  }
}
