package io.repqc.codegen.plan;

import java.util.ArrayList;
import java.util.List;

/** The least memory for a few lifetimes, by trying all orders that go upwards. */
final class EveryOrder {
  private record Placed(Lifetime lifetime, long start, long end) {
    boolean isInTheWayOf(Placed other) {
      return lifetime.first() <= other.lifetime.last()
          && other.lifetime.first() <= lifetime.last()
          && start < other.end
          && other.start < end;
    }
  }

  private long least = Long.MAX_VALUE;

  static long least(List<Lifetime> lifetimes, int alignment) {
    List<Placed> blocks = new ArrayList<>();
    for (Lifetime lifetime : lifetimes) {
      blocks.add(new Placed(lifetime, 0, (lifetime.bytes() + alignment - 1) / alignment));
    }
    EveryOrder every = new EveryOrder();
    every.place(blocks, List.of(), 0);
    return alignment * every.least;
  }

  private void place(List<Placed> blocks, List<Placed> placed, long from) {
    long size = placed.stream().mapToLong(Placed::end).max().orElse(0);
    if (size < least && blocks.isEmpty()) {
      least = size;
    }
    for (int i = 0; i < blocks.size() && size < least; i++) {
      Placed next = lowest(blocks.get(i), placed, from);
      List<Placed> rest = new ArrayList<>(blocks);
      rest.remove(i);
      List<Placed> more = new ArrayList<>(placed);
      more.add(next);
      place(rest, more, next.start);
    }
  }

  private static Placed lowest(Placed block, List<Placed> placed, long from) {
    Placed tried = new Placed(block.lifetime, from, from + block.end);
    while (placed.stream().anyMatch(tried::isInTheWayOf)) {
      tried = new Placed(block.lifetime, tried.start + 1, tried.end + 1);
    }
    return tried;
  }
}
