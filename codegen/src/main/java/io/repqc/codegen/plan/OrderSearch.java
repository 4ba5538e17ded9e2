package io.repqc.codegen.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Looks for the order in which {@link FirstFit} needs the least memory.
 *
 * <p>Nothing is lost by looking at orders: taken in the order of their offsets, the blocks of a
 * best placement come to lie no higher. From the best of some simple orders the search moves block
 * after block to another place in the order, wherever no more memory is needed for it.
 */
final class OrderSearch {
  // Together less than a second for some hundred blocks.
  private static final long STEPS = 200_000_000;
  private static final int ORDERS = 50_000;

  private final Blocks blocks;
  private final FirstFit fit;
  private final Random random = new Random(5);
  private int[] order;
  private int[] highest;
  private long size = Long.MAX_VALUE;

  OrderSearch(Blocks blocks) {
    this.blocks = blocks;
    this.fit = new FirstFit(blocks);
  }

  /** The blocks as they lie in the best order found; the search ends when the bound is reached. */
  FirstFit best(long bound) {
    for (Comparator<Integer> rule : rules()) {
      consider(blocks.indices().boxed().sorted(rule).mapToInt(i -> i).toArray());
    }
    for (int i = 0; i < ORDERS && size > bound && fit.steps() < STEPS; i++) {
      consider(neighbour());
    }
    fit.place(order, size);
    return fit;
  }

  private List<Comparator<Integer>> rules() {
    Comparator<Integer> bySize = Comparator.comparingLong(i -> -blocks.units[i]);
    Comparator<Integer> byLength = Comparator.comparingLong(i -> -blocks.length(i));
    Comparator<Integer> byArea = Comparator.comparingLong(i -> -blocks.units[i] * blocks.length(i));
    Comparator<Integer> byFirst = Comparator.comparingInt(i -> blocks.first[i]);
    Comparator<Integer> byLast = Comparator.comparingInt(i -> -blocks.last[i]);
    Comparator<Integer> byLoad = Comparator.comparingLong(i -> -blocks.load(i));
    return List.of(
        bySize,
        byLength.thenComparing(bySize),
        byArea,
        byFirst.thenComparing(bySize),
        byLast.thenComparing(bySize),
        byLoad.thenComparing(bySize));
  }

  private void consider(int[] next) {
    if (fit.place(next, size)) {
      order = next;
      size = fit.size();
      highest = blocks.indices().filter(i -> fit.end(i) == size).toArray();
    }
  }

  /** The order with one block elsewhere: one of the highest earlier, or any one anywhere. */
  private int[] neighbour() {
    int from = random.nextInt(order.length);
    int to = random.nextInt(order.length);
    if (random.nextBoolean()) {
      from = position(highest[random.nextInt(highest.length)]);
      to = random.nextInt(from + 1);
    }
    return moved(from, to);
  }

  private int position(int block) {
    int position = 0;
    while (order[position] != block) {
      position++;
    }
    return position;
  }

  private int[] moved(int from, int to) {
    int[] next = order.clone();
    if (from < to) {
      System.arraycopy(order, from + 1, next, from, to - from);
    } else {
      System.arraycopy(order, to, next, to + 1, from - to);
    }
    next[to] = order[from];
    return next;
  }
}
