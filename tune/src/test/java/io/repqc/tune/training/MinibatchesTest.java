package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ModelException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MinibatchesTest {
  private static final int[] ITEMS = IntStream.range(100, 123).toArray();

  @Test
  void anEpochHasEachItemAtMostOnce() {
    Minibatches batches = new Minibatches(ITEMS, 5, 1);
    assertEquals(4, batches.perEpoch());
    Set<Integer> seen = new TreeSet<>();
    for (int step = 4; step < 8; step++) {
      assertEquals(1, batches.epoch(step));
      Arrays.stream(batches.at(step)).forEach(item -> assertTrue(seen.add(item)));
    }
    assertEquals(20, seen.size());
    assertTrue(seen.stream().allMatch(item -> item >= 100 && item < 123));
  }

  @Test
  void everyEpochDropsOthers() {
    Minibatches batches = new Minibatches(ITEMS, 22, 1);
    Set<Integer> seen = new TreeSet<>();
    for (int step = 0; step < 20; step++) {
      Arrays.stream(batches.at(step)).forEach(seen::add);
    }
    assertEquals(ITEMS.length, seen.size());
  }

  @Test
  void theOrderFollowsFromSeedAndEpochAlone() {
    Minibatches one = new Minibatches(ITEMS, 5, 1);
    one.at(0);
    one.at(9);
    int[] batch = one.at(5);
    assertArrayEquals(batch, new Minibatches(ITEMS, 5, 1).at(5));
    assertFalse(Arrays.equals(batch, one.at(1)));
    assertFalse(Arrays.equals(batch, new Minibatches(ITEMS, 5, 2).at(5)));
  }

  @Test
  void fewItemsAreOneBatch() {
    Minibatches batches = new Minibatches(ITEMS, 128, 1);
    assertEquals(23, batches.size());
    assertEquals(1, batches.perEpoch());
    assertArrayEquals(ITEMS, Arrays.stream(batches.at(3)).sorted().toArray());
  }

  @Test
  void heldItemsAreTrainedOnNever() {
    Split split = Split.of(50, 0.3, 1);
    assertEquals(15, split.held().length);
    Set<Integer> all = Arrays.stream(split.held()).boxed().collect(Collectors.toSet());
    Arrays.stream(split.training()).forEach(item -> assertTrue(all.add(item)));
    assertEquals(50, all.size());
    assertArrayEquals(split.held(), Split.of(50, 0.3, 1).held());
    assertFalse(Arrays.equals(split.held(), Split.of(50, 0.3, 2).held()));
    assertEquals(0, Split.of(50, 0, 1).held().length);
  }

  @Test
  void someAreLeftToTrainOn() {
    assertEquals(
        "--hold-out 0.99: of 50 items 50 would be held out, which leaves none to train on",
        assertThrows(ModelException.class, () -> Split.of(50, 0.99, 1)).getMessage());
  }
}
