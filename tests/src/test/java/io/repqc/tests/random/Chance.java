package io.repqc.tests.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded choices of the kinds that random networks ask for. */
final class Chance {
  private static final int MOST_CHANNELS = 70;
  private static final int LARGEST_SIZE = 33;
  private static final int[] VECTORS = {4, 8, 16, 32, 64};

  private final Random random;

  Chance(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + seed);
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  double real(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  double normal() {
    return random.nextGaussian();
  }

  boolean coin() {
    return random.nextBoolean();
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  @SafeVarargs
  final <T> T one(T... items) {
    return items[random.nextInt(items.length)];
  }

  <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  List<Integer> list(int length, int low, int high) {
    return IntStream.range(0, length).mapToObj(i -> between(low, high)).toList();
  }

  int batch() {
    return oneIn(3) ? between(2, 3) : 1;
  }

  /** Any number, few, or one more or less than vectors hold. */
  int channels() {
    return switch (between(0, 3)) {
      case 0 -> between(1, 8);
      case 1 -> VECTORS[between(0, VECTORS.length - 1)] + between(-1, 1);
      default -> between(1, MOST_CHANNELS);
    };
  }

  int size() {
    return between(1, coin() ? LARGEST_SIZE : LARGEST_SIZE / 3);
  }

  List<Integer> permutation(int length) {
    List<Integer> permutation = new ArrayList<>(IntStream.range(0, length).boxed().toList());
    Collections.shuffle(permutation, random);
    return permutation;
  }

  /** At least one of the axes from {@code first} on, in order. */
  List<Integer> axes(int first, int rank) {
    List<Integer> axes = IntStream.range(first, rank).filter(axis -> coin()).boxed().toList();
    return axes.isEmpty() ? List.of(between(first, rank - 1)) : axes;
  }

  /** One that divides {@code number}. */
  int divisor(int number) {
    return one(IntStream.rangeClosed(1, number).filter(i -> number % i == 0).boxed().toList());
  }
}
