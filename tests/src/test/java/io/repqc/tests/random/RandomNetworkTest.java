package io.repqc.tests.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Unary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The random networks on which generated code is tried together hold every op there is. */
final class RandomNetworkTest {
  private static final int SEEDS = 500;

  private static final Map<Class<? extends Op>, String> NEVER_IN_INTEGERS =
      Map.of(
          BatchNorm.class, "a layer takes it in, or it stays float",
          Cast.class, "it makes numbers of no known scale",
          Dequantize.class, "it becomes a decode or goes",
          PoolIndices.class, "it finds places, not levels",
          Quantize.class, "it becomes an encode, a requantization or a table",
          Statistic.class, "it is for training",
          Unary.class, "it becomes a lookup");

  @Test
  void everyOpOfIntegerNetworksOccurs() {
    Set<Class<? extends Op>> found = new HashSet<>();
    LongStream.range(0, SEEDS).forEach(seed -> found.addAll(RandomNetwork.of(seed).ops()));
    Set<Class<? extends Op>> expected = new HashSet<>(OpSchema.all());
    expected.removeAll(NEVER_IN_INTEGERS.keySet());
    assertEquals(names(expected), names(found));
  }

  private static Set<String> names(Set<Class<? extends Op>> ops) {
    return ops.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aSeedIsANetwork() {
    for (long seed : List.of(1L, 2L, 3L, 30L)) {
      RandomNetwork network = RandomNetwork.of(seed);
      RandomNetwork again = RandomNetwork.of(seed);
      assertEquals("", network.model().difference(again.model()).orElse(""));
      assertEquals(network.inputs(), again.inputs());
      assertEquals(network.expected(), again.expected());
    }
  }
}
