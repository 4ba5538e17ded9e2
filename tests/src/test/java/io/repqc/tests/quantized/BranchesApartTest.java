package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ElementType;
import io.repqc.ir.op.Levels;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Why branches that were quantized one by one are no layer of the same bit width, and why weights
 * are merged first: the numbers that {@code docs/arithmetic.md} names. The border, the third
 * reason, is an example there.
 */
final class BranchesApartTest {
  private static final int LARGEST = 127;
  private static final int LEVELS_OF_EIGHT_BITS = 256;

  @Test
  void sumsOfLevelsAreMoreThanEightBitsHold() {
    assertEquals(509, sums(1, 1));
    assertEquals(1017, sums(1, 1 / 3.0));
    assertEquals(255 * 255, sums(0.0123f, 0.0371f));
    assertTrue(sums(1, 1) > LEVELS_OF_EIGHT_BITS);
  }

  /**
   * How many different numbers there are; in steps of a part of either scale that tells them apart.
   */
  private static int sums(double first, double second) {
    Set<Long> sums = new HashSet<>();
    for (int a = -LARGEST; a <= LARGEST; a++) {
      for (int b = -LARGEST; b <= LARGEST; b++) {
        sums.add(Math.round((a * first + b * second) / (first * second * 1e-9)));
      }
    }
    return sums.size();
  }

  @Test
  void theSumOfRoundingsIsNoRoundingOfTheSum() {
    Levels levels = Levels.full(ElementType.I8, 1, 0);

    assertEquals(0, levels.nearest(0.4) + levels.nearest(0.4));
    assertEquals(1, levels.nearest(0.4 + 0.4));
  }

  /** Each filter on the least scale that holds it, as everywhere. */
  @Test
  void roundingBeforeMergingErrsMore() {
    Random random = new Random(1);
    double before = 0;
    double after = 0;
    for (int filter = 0; filter < 200; filter++) {
      double[] large = weights(random, 1);
      double[] small = weights(random, 0.7);
      double[] merged = sum(large, small);
      after += squaredError(merged, rounded(merged));
      before += squaredError(merged, rounded(sum(rounded(large), rounded(small))));
    }
    assertTrue(before > 1.5 * after, before + " against " + after);
  }

  private static double[] weights(Random random, double deviation) {
    return random.doubles(144, -deviation, deviation).toArray();
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private static double[] rounded(double[] weights) {
    double largest = 0;
    for (double weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    double[] rounded = new double[weights.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = Math.rint(weights[i] / largest * LARGEST) * largest / LARGEST;
    }
    return rounded;
  }

  private static double squaredError(double[] expected, double[] found) {
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      error += (expected[i] - found[i]) * (expected[i] - found[i]);
    }
    return error;
  }
}
