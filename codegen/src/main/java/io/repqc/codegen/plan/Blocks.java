package io.repqc.codegen.plan;

import java.util.List;
import java.util.stream.IntStream;

/** Lifetimes as plain arrays; sizes count units of the alignment. */
final class Blocks {
  final int[] first;
  final int[] last;
  final long[] units;

  Blocks(List<Lifetime> lifetimes, int alignment) {
    first = lifetimes.stream().mapToInt(Lifetime::first).toArray();
    last = lifetimes.stream().mapToInt(Lifetime::last).toArray();
    units = lifetimes.stream().mapToLong(l -> (l.bytes() + alignment - 1) / alignment).toArray();
  }

  /** Those that need memory at all. */
  IntStream indices() {
    return IntStream.range(0, units.length).filter(i -> units[i] > 0);
  }

  boolean meet(int a, int b) {
    return first[a] <= last[b] && first[b] <= last[a];
  }

  long length(int i) {
    return last[i] - first[i] + 1L;
  }

  /** How much is needed at the call that the block begins with. */
  long load(int block) {
    return indices()
        .filter(i -> first[i] <= first[block] && first[block] <= last[i])
        .mapToLong(i -> units[i])
        .sum();
  }

  /** The most that one call needs. */
  long peak() {
    return indices().mapToLong(this::load).max().orElse(0);
  }
}
