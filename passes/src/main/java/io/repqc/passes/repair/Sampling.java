package io.repqc.passes.repair;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws positions of a layer, as many from each item; the same ones whenever it is asked. */
record Sampling(long seed, int perItem, int positions) {

  /** About {@code wanted} in all. */
  static Sampling of(long seed, int wanted, int items, int positions) {
    return new Sampling(seed, Math.min(positions, (wanted + items - 1) / items), positions);
  }

  IntStream of(int item) {
    return perItem == positions
        ? IntStream.range(0, positions)
        : new SplittableRandom(seed + item).ints(perItem, 0, positions);
  }
}
