package io.repqc.tune.training;

import java.util.Random;

/**
 * What is drawn at random, each as a function of the seed and of what it is for: so a run that is
 * resumed draws what it would have drawn.
 */
enum Draw {
  SPLIT,
  ORDER,
  MOVE,
  STEP;

  /** By the generator that {@link Random} specifies, which is the same on every Java. */
  Random random(long seed, long... indexes) {
    return new Random(seed(seed, indexes));
  }

  long seed(long seed, long... indexes) {
    long mixed = mix(seed + ordinal() + 1);
    for (long index : indexes) {
      mixed = mix(mixed + index + 1);
    }
    return mixed;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014), behind one step of its state. */
  private static long mix(long state) {
    long mixed = state * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** These items in a random order. */
  int[] shuffled(int[] items, long seed, long... indexes) {
    Random random = random(seed, indexes);
    int[] order = items.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int item = order[i];
      order[i] = order[other];
      order[other] = item;
    }
    return order;
  }
}
