package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * The largest element or the average of each window. The border does not count, unless an average
 * is to {@code countPadding}. With {@code ceil} a last window may reach over the end of the border,
 * if it starts before it; what lies beyond never counts.
 *
 * <p>The average of quantized elements is an exact integer: {@code (sum of steps) * (multiple /
 * count)} on the scale {@code scale / multiple}, where the multiple is that of all windows' counts.
 */
public record Pool(
    PoolFunction function,
    Value x,
    List<Integer> size,
    Window window,
    boolean ceil,
    boolean countPadding)
    implements Op {
  public Pool {
    size = List.copyOf(size);
  }

  @Override
  public TensorType inferType() {
    String what = function.mnemonic();
    Spatial.checkInput(what, x, window);
    Checks.hasLength(what + ": size", size, window.rank());
    boolean isQuantized = Checks.isQuantized(what, x);
    IrException.check(
        function == PoolFunction.MAX || isQuantized || x.elementType().isFloat(),
        "%s: %s is neither a float nor quantized",
        what,
        x);
    IrException.check(
        function == PoolFunction.AVERAGE || !countPadding, "%s: the border never counts", what);
    Shape positions = window.positions(Spatial.of(x.shape()), new Shape(size), ceil);
    Shape shape = Spatial.join(x.type().dim(0), x.type().dim(1), positions);
    if (function == PoolFunction.MAX || !isQuantized) {
      return x.type().with(shape);
    }
    double scale = x.type().quantization().scale(0) / multiple();
    return new TensorType(ElementType.I32, shape, Quantization.sums(List.of(scale), 0));
  }

  /**
   * The least common multiple of the numbers of elements that an average of quantized elements
   * divides by, over all windows. These numbers are products of one for each axis, and so is it.
   */
  public int multiple() {
    long product = 1;
    for (int axis = 0; axis < window.rank(); axis++) {
      long multiple = 1;
      for (int count : counts(axis)) {
        IrException.check(count > 0, "average_pool: of %s, a window has no elements", x);
        multiple = leastCommonMultiple(multiple, count);
        double largest = (double) product * multiple * x.type().quantization().reach();
        Checks.fitsSums("average_pool", x, largest);
      }
      product *= multiple;
    }
    return (int) product;
  }

  private int[] counts(int axis) {
    return window.counts(axis, x.type().dim(axis + 2), size.get(axis), ceil, countPadding);
  }

  private static long leastCommonMultiple(long a, long b) {
    long divisor = a;
    for (long rest = b; rest != 0; ) {
      long next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    return a / divisor * b;
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Shape plane = Spatial.of(x.shape());
    Shape positions = Spatial.of(inferType().shape());
    int[] taps = window.taps(plane, new Shape(size), positions);
    if (function == PoolFunction.MAX) {
      return largest(input, plane.count(), positions.count(), taps);
    }
    int[] counted = countPadding ? paddedTaps(plane, positions) : taps;
    return x.elementType().isFloat()
        ? average(input, plane.count(), taps, counted)
        : quantizedAverage(input.toSteps(), plane.count(), taps, counted);
  }

  private Tensor largest(Tensor input, int plane, int positions, int[] taps) {
    int area = new Shape(size).count();
    boolean floats = x.elementType().isFloat();
    Tensor lowest =
        Tensor.scalar(
            x.elementType(), floats ? Double.NEGATIVE_INFINITY : x.elementType().minimum());
    Object result = Tensor.allocate(x.elementType(), inferType().shape().count());
    for (int i = 0; i < inferType().shape().count(); i++) {
      int best = -1;
      for (int tap = 0; tap < area; tap++) {
        int at = taps[i % positions * area + tap];
        int from = i / positions * plane + at;
        if (at >= 0 && (best < 0 || input.number(from) > input.number(best))) {
          best = from;
        }
      }
      System.arraycopy(best < 0 ? lowest.array() : input.array(), Math.max(best, 0), result, i, 1);
    }
    return Tensor.of(inferType(), result);
  }

  private Tensor average(Tensor input, int plane, int[] taps, int[] counted) {
    int area = new Shape(size).count();
    int positions = Spatial.of(inferType().shape()).count();
    return Tensor.generate(
        inferType(),
        i -> {
          int first = i % positions * area;
          double sum = 0;
          for (int tap = first; tap < first + area; tap++) {
            sum += taps[tap] < 0 ? 0 : input.number(i / positions * plane + taps[tap]);
          }
          return sum / count(counted, first, area);
        });
  }

  private Tensor quantizedAverage(int[] steps, int plane, int[] taps, int[] counted) {
    TensorType type = inferType();
    int area = new Shape(size).count();
    int positions = Spatial.of(inferType().shape()).count();
    int multiple = multiple();
    int[] sums = new int[type.shape().count()];
    for (int i = 0; i < sums.length; i++) {
      int first = i % positions * area;
      for (int tap = first; tap < first + area; tap++) {
        sums[i] += taps[tap] < 0 ? 0 : steps[i / positions * plane + taps[tap]];
      }
      sums[i] *= multiple / count(counted, first, area);
    }
    return Tensor.of(type, sums);
  }

  private static int count(int[] taps, int first, int area) {
    int count = 0;
    for (int tap = first; tap < first + area; tap++) {
      count += taps[tap] < 0 ? 0 : 1;
    }
    return count;
  }

  /** The taps as they lie over the plane with its border. */
  private int[] paddedTaps(Shape plane, Shape positions) {
    Shape padded = plane;
    for (int axis = 0; axis < plane.rank(); axis++) {
      int border = window.before().get(axis) + window.after().get(axis);
      padded = padded.with(axis, plane.dim(axis) + border);
    }
    List<Integer> none = Window.plain(window.rank()).before();
    return new Window(window.strides(), window.dilations(), none, none)
        .taps(padded, new Shape(size), positions);
  }
}
