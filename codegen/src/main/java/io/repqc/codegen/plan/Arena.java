package io.repqc.codegen.plan;

import java.util.List;
import java.util.stream.IntStream;

/** Where lifetimes lie in one piece of memory: those that meet in time lie apart. */
public final class Arena {
  private final long[] offsets;
  private final long size;
  private final long lowerBound;

  private Arena(long[] offsets, long size, long lowerBound) {
    this.offsets = offsets;
    this.size = size;
    this.lowerBound = lowerBound;
  }

  /**
   * A placement near the least, if not the least; the same one every time.
   *
   * @param alignment what all offsets are multiples of
   */
  public static Arena of(List<Lifetime> lifetimes, int alignment) {
    Blocks blocks = new Blocks(lifetimes, alignment);
    long bound = blocks.peak();
    FirstFit fit = new OrderSearch(blocks).best(bound);
    long[] offsets =
        IntStream.range(0, lifetimes.size()).mapToLong(i -> alignment * fit.offset(i)).toArray();
    return new Arena(offsets, alignment * fit.size(), alignment * bound);
  }

  /** The most bytes that are needed at one call. */
  public static long lowerBound(List<Lifetime> lifetimes, int alignment) {
    return alignment * new Blocks(lifetimes, alignment).peak();
  }

  /** Where the lifetime starts, as they were listed. */
  public long offset(int index) {
    return offsets[index];
  }

  /** How many bytes all of them need. */
  public long size() {
    return size;
  }

  /** The most bytes that are needed at one call, below which no placement gets. */
  public long lowerBound() {
    return lowerBound;
  }
}
