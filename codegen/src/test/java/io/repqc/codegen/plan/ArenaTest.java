package io.repqc.codegen.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.IrException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Placements, checked call by call, against bounds, and against all orders of a few blocks. */
final class ArenaTest {
  @Test
  void whatMeetsInTimeLiesApart() {
    for (int seed = 0; seed < 2000; seed++) {
      int alignment = 1 << seed % 7;
      checked(RandomLifetimes.any(seed, 1 + seed % 23), alignment);
      checked(RandomLifetimes.network(seed, 1 + seed % 31), alignment);
    }
  }

  @Test
  void noOrderOfAFewNeedsLess() {
    for (int seed = 0; seed < 1000; seed++) {
      List<Lifetime> lifetimes = RandomLifetimes.any(seed, 1 + seed % 7);

      assertEquals(
          EveryOrder.least(lifetimes, 64), checked(lifetimes, 64).size(), lifetimes::toString);
    }
  }

  @Test
  void sometimesNothingReachesTheBound() {
    int[][] calls = {
      {4, 4}, {1, 4}, {0, 0}, {3, 3}, {5, 6}, {3, 6}, {2, 2}, {4, 6}, {0, 3}, {0, 0}, {0, 3}
    };
    long[] bytes = {3, 1, 4, 2, 4, 3, 4, 1, 1, 2, 1};
    List<Lifetime> lifetimes = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      lifetimes.add(new Lifetime("b" + i, bytes[i], calls[i][0], calls[i][1]));
    }

    Arena arena = checked(lifetimes, 1);

    assertEquals(8, arena.lowerBound());
    assertEquals(9, arena.size());
    assertEquals(9, EveryOrder.least(lifetimes, 1));
  }

  @Test
  void aChainNeedsItsTwoLargestNeighbours() {
    Arena arena = checked(chain(100, 40, 70, 10, 300, 20, 5), 1);

    assertEquals(320, arena.size());
    assertEquals(320, arena.lowerBound());
  }

  @Test
  void aResidualNetworkReachesTheBound() {
    List<Lifetime> lifetimes = new ArrayList<>();
    for (int block = 0; block < 16; block++) {
      // Two convolutions, and the sum of the second with what the block began with.
      long bytes = 1000 - 37L * block;
      lifetimes.add(new Lifetime("x" + block, bytes, 3 * block, 3 * block + 3));
      lifetimes.add(new Lifetime("a" + block, 2 * bytes, 3 * block + 1, 3 * block + 2));
      lifetimes.add(new Lifetime("b" + block, bytes, 3 * block + 2, 3 * block + 3));
    }

    assertEquals(4000, checked(lifetimes, 1).size());
  }

  @Test
  void networksReachTheBound() {
    for (int seed = 0; seed < 20; seed++) {
      Arena arena = checked(RandomLifetimes.network(seed, 250), 16);

      assertEquals(arena.lowerBound(), arena.size());
    }
  }

  @Test
  void findsWhatTheLargestFirstMisses() {
    List<Lifetime> lifetimes =
        List.of(
            new Lifetime("a", 2, 0, 2),
            new Lifetime("b", 2, 2, 3),
            new Lifetime("c", 3, 2, 4),
            new Lifetime("d", 4, 0, 0));

    assertEquals(8, largestFirst(lifetimes));
    assertEquals(7, checked(lifetimes, 1).size());
  }

  @Test
  void fillsARectangleWithoutAGap() {
    for (int seed = 0; seed < 40; seed++) {
      List<Lifetime> pieces = RandomLifetimes.cut(seed, 5 + seed, 40, 10_000);

      assertEquals(10_000, checked(pieces, 1).lowerBound());
      assertEquals(10_000, checked(pieces, 1).size());
    }
  }

  @Test
  void staysNearTheBoundWhereThereIsNoRoomAtAll() {
    List<Lifetime> pieces = RandomLifetimes.cut(1, 300, 300, 100_000);

    assertTrue(largestFirst(pieces) > 115_000);
    assertTrue(checked(pieces, 1).size() < 105_000);
  }

  @Test
  void givesTheSameEveryTime() {
    List<Lifetime> pieces = RandomLifetimes.cut(2, 150, 150, 10_000);

    Arena first = checked(pieces, 1);

    Arena second = Arena.of(pieces, 1);
    assertTrue(first.size() > first.lowerBound());
    assertEquals(offsets(first, pieces.size()), offsets(second, pieces.size()));
  }

  @Test
  void sizesAndOffsetsAreAligned() {
    Arena arena = checked(chain(1, 65, 64), 64);

    assertEquals(192, arena.lowerBound());
    assertEquals(192, arena.size());
  }

  @Test
  void nothingNeedsNothing() {
    assertEquals(0, checked(List.of(), 16).size());
    assertEquals(0, checked(chain(0, 0), 16).size());
    assertEquals(16, checked(chain(0, 9, 0), 16).size());
  }

  @Test
  void refusesToEndBeforeTheBeginning() {
    IrException e = assertThrows(IrException.class, () -> new Lifetime("x", 7, 3, 2));

    assertEquals("x: 7 bytes from call 3 to 2", e.getMessage());
  }

  private static List<Lifetime> chain(long... bytes) {
    List<Lifetime> chain = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      chain.add(new Lifetime("b" + i, bytes[i], i, i + 1));
    }
    return chain;
  }

  private static long largestFirst(List<Lifetime> lifetimes) {
    Blocks blocks = new Blocks(lifetimes, 1);
    FirstFit fit = new FirstFit(blocks);
    Comparator<Integer> bySize = Comparator.comparing(i -> -blocks.units[i]);
    fit.place(blocks.indices().boxed().sorted(bySize).mapToInt(i -> i).toArray(), Long.MAX_VALUE);
    return fit.size();
  }

  private static List<Long> offsets(Arena arena, int count) {
    return IntStream.range(0, count).mapToObj(arena::offset).toList();
  }

  /** The placement, after a look at what lies where at every call. */
  private static Arena checked(List<Lifetime> lifetimes, int alignment) {
    Arena arena = Arena.of(lifetimes, alignment);
    long bound = 0;
    for (int call = 0; call <= lastCall(lifetimes); call++) {
      bound = Math.max(bound, checkedAt(call, lifetimes, arena, alignment));
    }
    assertEquals(bound, arena.lowerBound());
    assertTrue(arena.size() >= bound);
    return arena;
  }

  private static int lastCall(List<Lifetime> lifetimes) {
    return lifetimes.stream().mapToInt(Lifetime::last).max().orElse(0);
  }

  /** How much is needed at the call, in aligned sizes. */
  private static long checkedAt(int call, List<Lifetime> lifetimes, Arena arena, int alignment) {
    List<long[]> used = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < lifetimes.size(); i++) {
      Lifetime lifetime = lifetimes.get(i);
      long start = arena.offset(i);
      assertEquals(0, start % alignment);
      assertTrue(start >= 0 && start + lifetime.bytes() <= arena.size());
      if (lifetime.first() <= call && call <= lifetime.last() && lifetime.bytes() > 0) {
        used.add(new long[] {start, start + lifetime.bytes()});
        sum += (lifetime.bytes() + alignment - 1) / alignment * alignment;
      }
    }
    used.sort(Comparator.comparing(slice -> slice[0]));
    for (int i = 1; i < used.size(); i++) {
      assertTrue(used.get(i - 1)[1] <= used.get(i)[0], () -> lifetimes + " at " + call);
    }
    return sum;
  }
}
