package io.repqc.codegen.plane;

import io.repqc.codegen.Settings;
import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Finishing;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.Product;
import io.repqc.ir.op.Convention;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How floats hold the sums of a product, which are exact while none leaves 24 bits, in any order.
 * Terms are summed in rounds.
 */
final class FloatSums {
  /** The greatest level as stored. */
  private static final int MOST_LEVEL = 255;

  private static final long LIMIT = 1 << 24;

  /** With what a carry leaves, and room for the weight -128. */
  private static final long LIMIT_WITH_CARRIES = LIMIT - (1 << 12);

  private final Product product;
  private final int[] weights;
  private final int rounds;
  private final long[][] lowest;
  private final long[][] highest;

  /** {@code round} says in which round a weight of an output is summed. */
  FloatSums(Product product, int rounds, IntUnaryOperator round) {
    this.product = product;
    this.weights = product.weights();
    this.rounds = rounds;
    this.lowest = new long[product.outputs()][rounds];
    this.highest = new long[product.outputs()][rounds];
    int each = product.depth();
    for (int i = 0; i < weights.length; i++) {
      int own = round.applyAsInt(i % each);
      lowest[i / each][own] += Math.min(0, weights[i]) * MOST_LEVEL;
      highest[i / each][own] += Math.max(0, weights[i]) * MOST_LEVEL;
    }
  }

  /** Whether so many terms of any weights fit. */
  static boolean fit(int terms) {
    return (long) terms * -Byte.MIN_VALUE * MOST_LEVEL <= LIMIT_WITH_CARRIES;
  }

  /** Whether no sum leaves 24 bits, of whichever terms. */
  boolean neverCarry() {
    return fit(rounds, LIMIT);
  }

  /** After how many rounds sums must be carried, or 0 if never. */
  int chunk(Layer layer, Code code) {
    if (isInFloats(layer, code) || neverCarry()) {
      return 0;
    }
    int chunk = rounds;
    while (!fit(chunk, LIMIT_WITH_CARRIES)) {
      chunk = (chunk + 1) / 2;
    }
    return chunk;
  }

  private boolean fit(int chunk, long limit) {
    return IntStream.range(0, product.outputs())
        .allMatch(
            output -> {
              for (int start = 0; start < rounds; start += chunk) {
                int end = Math.min(rounds, start + chunk);
                if (-sum(lowest[output], start, end) > limit
                    || sum(highest[output], start, end) > limit) {
                  return false;
                }
              }
              return true;
            });
  }

  private static long sum(long[] numbers, int start, int end) {
    return IntStream.range(start, end).mapToLong(i -> numbers[i]).sum();
  }

  /** The {@code LaneFinish} of the layer. */
  Settings finish(Layer layer, Code code) {
    return Settings.of("lane_finish")
        .with("in_floats", isInFloats(layer, code) ? 1 : 0)
        .with("finish", Finishing.settings(layer, code, product.shift()));
  }

  /** Whether sums are rounded in floats, and exact with their biases, too. */
  private boolean isInFloats(Layer layer, Code code) {
    return code.convention() == Convention.ONNX
        && !layer.finish().isSums()
        && startsFit(code.zero(product.x()));
  }

  private boolean startsFit(int zero) {
    int[] bias = product.bias();
    int each = product.depth();
    for (int output = 0; output < product.outputs(); output++) {
      long sum = 0;
      for (int i = output * each; i < (output + 1) * each; i++) {
        sum += weights[i];
      }
      long folded = bias[output] - (zero * sum << product.shift());
      long start = folded >> product.shift();
      if (folded != (int) folded
          || -(start + sum(lowest[output], 0, rounds)) > LIMIT
          || start + sum(highest[output], 0, rounds) > LIMIT) {
        return false;
      }
    }
    return true;
  }
}
