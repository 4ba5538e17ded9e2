package io.repqc.tune.training;

import java.util.Arrays;

/**
 * Which items make up the batch of each step: every epoch goes through all in an order of its own,
 * less an incomplete last batch. Items that are fewer than a batch are one.
 */
final class Minibatches {
  private final int[] items;
  private final int size;
  private final long seed;
  private long shuffled = -1;
  private int[] order;

  Minibatches(int[] items, int most, long seed) {
    this.items = items;
    this.size = Math.min(items.length, most);
    this.seed = seed;
  }

  int size() {
    return size;
  }

  int perEpoch() {
    return items.length / size;
  }

  /** Counted from 0, as steps are. */
  long epoch(long step) {
    return step / perEpoch();
  }

  int[] at(long step) {
    if (shuffled != epoch(step)) {
      shuffled = epoch(step);
      order = Draw.ORDER.shuffled(items, seed, shuffled);
    }
    int from = (int) (step % perEpoch()) * size;
    return Arrays.copyOfRange(order, from, from + size);
  }

  /** In the order of the data. */
  int[] unshuffled(int index) {
    return Arrays.copyOfRange(items, index * size, (index + 1) * size);
  }
}
