package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.PadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands beside or behind whatever: the merge changes no number. */
final class RandomBlocksTest {
  private static final int CASES = 100;
  private static final int OPS = 9;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void meansTheSame(int hundred) {
    int fewer = 0;
    for (int i = 0; i < CASES; i++) {
      long seed = CASES * hundred + i;
      Model model = new Growth(seed).model();
      Merged merged = Merged.of(model);
      try {
        merged.assertSameMeaning();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      assertEquals(model.graph().outputs().size(), merged.after().graph().outputs().size());
      fewer += merged.dataOps().size() < OPS ? 1 : 0;
    }
    assertTrue(fewer > CASES / 2, "few of the blocks became smaller: " + fewer);
  }

  /** Values that read one another, two of them added where they can be. */
  private static final class Growth {
    private final Random random;
    private final Sketch sketch;
    private final List<Value> values = new ArrayList<>();

    Growth(long seed) {
      this.random = new Random(seed);
      this.sketch = new Sketch(seed);
      values.add(sketch.input(1, 4, 8, 9));
    }

    Model model() {
      while (values.size() <= OPS) {
        values.add(next(values.get(random.nextInt(values.size()))));
      }
      if (random.nextInt(4) == 0) {
        sketch.output(values.get(random.nextInt(values.size())));
      }
      return sketch.output(values.get(values.size() - 1)).model();
    }

    private Value next(Value x) {
      return switch (random.nextInt(9)) {
        case 0 -> sketch.norm(x);
        case 1 -> sketch.pad(x, PadMode.CONSTANT, random.nextInt(2), width(x, 2), width(x, 3));
        case 2 -> sketch.slice(x, 1, x.type().dim(1) / 2, (x.type().dim(1) + 1) / 2);
        case 3 -> partner(x, other -> sketch.concat(1, x, other), 1);
        case 4, 5 -> partner(x, other -> sum(x, other), 0);
        case 6 -> random.nextInt(4) == 0 ? sketch.relu(x) : sketch.average(x, window(x), true);
        default -> sketch.convolution(x, random.nextInt(2) == 0 ? 4 : 2, filter(x));
      };
    }

    private Integer width(Value x, int axis) {
      return random.nextInt(x.type().dim(axis) > 4 ? 3 : 1) - (x.type().dim(axis) > 4 ? 1 : 0);
    }

    private Value sum(Value x, Value other) {
      return random.nextBoolean() ? sketch.add(x, other) : sketch.subtract(x, other);
    }

    /** Combined with a value of this size in all axes but the batch and {@code free}. */
    private Value partner(Value x, UnaryOperator<Value> combine, int free) {
      List<Value> fitting =
          values.stream()
              .filter(v -> (free == 1 ? spatial(v).equals(spatial(x)) : v.type().equals(x.type())))
              .filter(v -> v.type().dim(1) + x.type().dim(1) <= 12)
              .toList();
      return fitting.isEmpty()
          ? sketch.norm(x)
          : combine.apply(fitting.get(random.nextInt(fitting.size())));
    }

    private static List<Integer> spatial(Value value) {
      return value.shape().dims().subList(2, 4);
    }

    private Filter filter(Value x) {
      int channels = x.type().dim(1);
      Filter filter = window(x).groups(channels % 2 == 0 && random.nextBoolean() ? 2 : 1);
      return random.nextBoolean() ? filter.biased() : filter;
    }

    /** Mostly one that keeps the size. */
    private Filter window(Value x) {
      boolean isSmall = Math.min(x.type().dim(2), x.type().dim(3)) < 6;
      if (isSmall || random.nextInt(3) > 0) {
        int size = random.nextBoolean() ? 1 : 3;
        return Filter.of(size, random.nextBoolean() ? size : 1).same();
      }
      Filter filter = Filter.of(1 + random.nextInt(3), 1 + random.nextInt(3));
      return filter
          .stride(1 + random.nextInt(2))
          .dilation(1 + random.nextInt(2))
          .border(random.nextInt(3), random.nextInt(3));
    }
  }
}
