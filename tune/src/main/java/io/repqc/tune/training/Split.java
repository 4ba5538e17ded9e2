package io.repqc.tune.training;

import io.repqc.ir.ModelException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The items to train on and those to judge by, drawn once for a seed; each in ascending order. */
record Split(int[] training, int[] held) {

  static Split of(int items, double share, long seed) {
    int count = (int) Math.round(items * share);
    ModelException.check(
        share >= 0 && count < items,
        "--hold-out %s: of %d items %d would be held out, which leaves none to train on",
        share,
        items,
        count);
    int[] order = Draw.SPLIT.shuffled(IntStream.range(0, items).toArray(), seed);
    return new Split(sorted(order, count, items), sorted(order, 0, count));
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return part;
  }
}
