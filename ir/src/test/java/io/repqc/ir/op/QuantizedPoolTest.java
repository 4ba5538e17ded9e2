package io.repqc.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Averages of quantized elements are exact fractions, largest and smallest are the elements. */
final class QuantizedPoolTest {
  private static final int CASES = 1000;

  /** The steps that a window reads, and how many elements it counts. */
  private record Content(List<BigInteger> steps, int count) {}

  @Test
  void averages() {
    int refused = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Draw draw = new Draw(seed);
      boolean countPadding = draw.random.nextBoolean();
      Pool op = pool(PoolFunction.AVERAGE, draw, countPadding);
      List<Content> windows = windows(op);
      if (windows.stream().anyMatch(window -> window.count() == 0)) {
        assertThrows(IrException.class, op::inferType);
        refused++;
      } else if (!windows.isEmpty()) {
        checkAverages(op, windows);
      }
    }
    int count = refused;
    assertTrue(count > 0 && count < CASES / 2, () -> count + " windows without elements");
  }

  /** Sums times what their counts lack of a common multiple, on a scale divided by it. */
  private static void checkAverages(Pool op, List<Content> windows) {
    BigInteger multiple = BigInteger.ONE;
    for (Content window : windows) {
      BigInteger count = BigInteger.valueOf(window.count());
      multiple = multiple.multiply(count).divide(multiple.gcd(count));
    }
    Tensor found = Numbers.evaluate(op);
    assertEquals(multiple.intValueExact(), op.multiple());
    assertEquals(
        op.x().type().quantization().scale(0) / multiple.intValueExact(),
        found.type().quantization().scale(0));
    for (int i = 0; i < windows.size(); i++) {
      BigInteger sum = windows.get(i).steps().stream().reduce(BigInteger.ZERO, BigInteger::add);
      BigInteger parts = multiple.divide(BigInteger.valueOf(windows.get(i).count()));
      assertEquals(sum.multiply(parts).intValueExact(), found.integer(i), op::toString);
    }
  }

  @Test
  void largest() {
    for (int seed = 0; seed < CASES; seed++) {
      Pool op = pool(PoolFunction.MAX, new Draw(seed), false);
      Tensor found = Numbers.evaluate(op);
      assertEquals(op.x().type().with(found.shape()), found.type());
      List<Content> windows = windows(op);
      int zeroPoint = op.x().type().quantization().zeroPoint(0);
      for (int i = 0; i < windows.size(); i++) {
        long expected =
            windows.get(i).steps().stream()
                .max(BigInteger::compareTo)
                .map(steps -> steps.longValueExact() + zeroPoint)
                .orElse(op.x().elementType().minimum());
        assertEquals(expected, found.integer(i), op::toString);
      }
    }
  }

  private static Pool pool(PoolFunction function, Draw draw, boolean countPadding) {
    int rank = draw.between(1, 2);
    Shape plane = new Shape(draw.dims(rank, () -> draw.between(3, 7)));
    Value x = draw.bytes(Spatial.join(draw.between(1, 2), 2, plane));
    List<Integer> size = draw.dims(rank, () -> draw.between(1, 3));
    return new Pool(function, x, size, draw.window(rank), draw.random.nextBoolean(), countPadding);
  }

  private static List<Content> windows(Pool op) {
    Shape positions =
        op.window().positions(Spatial.of(op.x().shape()), new Shape(op.size()), op.ceil());
    List<Content> windows = new ArrayList<>();
    ExactTensor steps = ExactTensor.steps(op.x());
    ExactTensor.forEach(
        Spatial.join(op.x().type().dim(0), op.x().type().dim(1), positions),
        index -> windows.add(content(op, steps, index)));
    return windows;
  }

  private static Content content(Pool op, ExactTensor x, int[] index) {
    List<BigInteger> inside = new ArrayList<>();
    int[] count = {0};
    ExactTensor.forEach(
        new Shape(op.size()),
        tap -> {
          int[] at = ExactTensor.tapped(index[0], index[1], index, tap, op.window());
          if (isWithin(op, at, false)) {
            inside.add(x.at(at));
          }
          count[0] += isWithin(op, at, op.countPadding()) ? 1 : 0;
        });
    return new Content(inside, count[0]);
  }

  private static boolean isWithin(Pool op, int[] at, boolean orBorder) {
    boolean isWithin = true;
    for (int axis = 0; axis < op.window().rank(); axis++) {
      int before = orBorder ? op.window().before().get(axis) : 0;
      int after = orBorder ? op.window().after().get(axis) : 0;
      isWithin &= at[axis + 2] >= -before && at[axis + 2] < op.x().type().dim(axis + 2) + after;
    }
    return isWithin;
  }

  @Test
  void sumsAndMeansOverAxes() {
    for (int seed = 0; seed < CASES; seed++) {
      Draw draw = new Draw(seed);
      Value x = draw.on(draw.anyLevels(), new Shape(draw.dims(3, () -> draw.between(1, 4))));
      List<Integer> axes = List.of(List.of(0), List.of(1, 2), List.of(0, 2)).get(seed % 3);
      int size = axes.stream().mapToInt(x.type()::dim).reduce(1, (a, b) -> a * b);
      double scale = x.type().quantization().scale(0);

      Tensor sum = Numbers.evaluate(new Reduce(ReduceFunction.SUM, x, axes, true));
      Tensor mean = Numbers.evaluate(new Reduce(ReduceFunction.MEAN, x, axes, true));

      assertEquals(scale, sum.type().quantization().scale(0));
      assertEquals(scale / size, mean.type().quantization().scale(0));
      List<BigInteger> expected = sums(x, axes, sum.shape());
      assertEquals(expected, ExactTensor.plain(constant(sum)).numbers());
      assertEquals(expected, ExactTensor.plain(constant(mean)).numbers());
    }
  }

  private static Value constant(Tensor tensor) {
    return Value.of("constant", new Constant(tensor));
  }

  private static List<BigInteger> sums(Value x, List<Integer> axes, Shape result) {
    ExactTensor steps = ExactTensor.steps(x);
    List<BigInteger> sums = new ArrayList<>();
    ExactTensor.forEach(
        result,
        index -> {
          BigInteger[] sum = {BigInteger.ZERO};
          ExactTensor.forEach(
              x.shape(),
              from -> {
                boolean belongs = true;
                for (int axis = 0; axis < from.length; axis++) {
                  belongs &= axes.contains(axis) || from[axis] == index[axis];
                }
                sum[0] = belongs ? sum[0].add(steps.at(from)) : sum[0];
              });
          sums.add(sum[0]);
        });
    return sums;
  }
}
