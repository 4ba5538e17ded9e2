package io.repqc.codegen.plan;

/** Puts blocks into memory one after the other, each as low as those before it allow. */
final class FirstFit {
  private final Blocks blocks;
  private final long[] offsets;
  private final int[] byOffset;
  private int count;
  private long size;
  private long steps;

  FirstFit(Blocks blocks) {
    this.blocks = blocks;
    this.offsets = new long[blocks.units.length];
    this.byOffset = new int[blocks.units.length];
  }

  /** Whether the blocks in this order need no more than the limit; if not, it stops early. */
  boolean place(int[] order, long limit) {
    count = 0;
    size = 0;
    for (int block : order) {
      offsets[block] = lowest(block);
      size = Math.max(size, end(block));
      if (size > limit) {
        return false;
      }
      insert(block);
    }
    return true;
  }

  long offset(int block) {
    return offsets[block];
  }

  long end(int block) {
    return offsets[block] + blocks.units[block];
  }

  long size() {
    return size;
  }

  /** A measure of the work done so far that is the same on every machine. */
  long steps() {
    return steps;
  }

  private long lowest(int block) {
    long lowest = 0;
    steps += count;
    for (int i = 0; i < count; i++) {
      int other = byOffset[i];
      if (blocks.meet(block, other)) {
        if (offsets[other] - lowest >= blocks.units[block]) {
          break;
        }
        lowest = Math.max(lowest, end(other));
      }
    }
    return lowest;
  }

  private void insert(int block) {
    int i = count++;
    for (; i > 0 && offsets[byOffset[i - 1]] > offsets[block]; i--) {
      byOffset[i] = byOffset[i - 1];
    }
    byOffset[i] = block;
  }
}
