package io.repqc.codegen.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Lifetimes drawn by a seed. */
final class RandomLifetimes {
  private final Random random;
  private final List<Lifetime> lifetimes = new ArrayList<>();

  private RandomLifetimes(long seed) {
    random = new Random(seed);
  }

  /** Some that begin anywhere and of which some last long; some are empty. */
  static List<Lifetime> any(long seed, int count) {
    RandomLifetimes drawn = new RandomLifetimes(seed);
    for (int i = 0; i < count; i++) {
      int first = drawn.random.nextInt(count);
      int length = (int) (3 * -Math.log(1 - drawn.random.nextDouble()));
      drawn.add((long) Math.exp(7 * drawn.random.nextDouble()) - 1, first, first + length);
    }
    return drawn.lifetimes;
  }

  /** The values of a network: each call reads the one before it and up to two of the others. */
  static List<Lifetime> network(long seed, int count) {
    RandomLifetimes drawn = new RandomLifetimes(seed);
    int[] last = new int[count];
    for (int call = 1; call < count; call++) {
      last[call] = call;
      last[call - 1] = call;
      for (int other = drawn.random.nextInt(3); other > 0; other--) {
        last[Math.max(0, call - 1 - drawn.random.nextInt(8))] = call;
      }
    }
    for (int call = 0; call < count; call++) {
      drawn.add((1L + drawn.random.nextInt(8)) << drawn.random.nextInt(8), call, last[call]);
    }
    return drawn.lifetimes;
  }

  /** A rectangle of calls and bytes cut into pieces: they fit into it without a gap. */
  static List<Lifetime> cut(long seed, int count, int calls, long bytes) {
    RandomLifetimes drawn = new RandomLifetimes(seed);
    drawn.cut(count, 0, calls, bytes);
    Collections.shuffle(drawn.lifetimes, drawn.random);
    return drawn.lifetimes;
  }

  private void cut(int count, int first, int end, long bytes) {
    boolean alongCalls = end - first > 1 && (bytes == 1 || random.nextBoolean());
    if (count == 1 || (!alongCalls && bytes == 1)) {
      add(bytes, first, end - 1);
      return;
    }
    int part = 1 + random.nextInt(count - 1);
    if (alongCalls) {
      int middle = first + 1 + random.nextInt(end - first - 1);
      cut(part, first, middle, bytes);
      cut(count - part, middle, end, bytes);
    } else {
      long middle = 1 + (long) ((bytes - 1) * random.nextDouble());
      cut(part, first, end, middle);
      cut(count - part, first, end, bytes - middle);
    }
  }

  private void add(long bytes, int first, int last) {
    lifetimes.add(new Lifetime("b" + lifetimes.size(), bytes, first, last));
  }
}
