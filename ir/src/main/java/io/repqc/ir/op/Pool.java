package io.repqc.ir.op;

import io.repqc.ir.IrException;
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
    IrException.check(
        function == PoolFunction.MAX || x.elementType().isFloat(),
        "%s: %s is not a float",
        what,
        x);
    IrException.check(
        function == PoolFunction.AVERAGE || !countPadding, "%s: the border never counts", what);
    Shape positions = window.positions(Spatial.of(x.shape()), new Shape(size), ceil);
    return x.type().with(Spatial.join(x.type().dim(0), x.type().dim(1), positions));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Shape plane = Spatial.of(x.shape());
    Shape positions = Spatial.of(inferType().shape());
    int[] taps = window.taps(plane, new Shape(size), positions);
    return function == PoolFunction.MAX
        ? largest(input, plane.count(), positions.count(), taps)
        : average(input, plane, positions, taps);
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

  private Tensor average(Tensor input, Shape plane, Shape positions, int[] taps) {
    int area = new Shape(size).count();
    int[] counted = countPadding ? paddedTaps(plane, positions) : taps;
    return Tensor.generate(
        inferType(),
        i -> {
          int first = i % positions.count() * area;
          double sum = 0;
          int count = 0;
          for (int tap = first; tap < first + area; tap++) {
            sum +=
                taps[tap] < 0 ? 0 : input.number(i / positions.count() * plane.count() + taps[tap]);
            count += counted[tap] < 0 ? 0 : 1;
          }
          return sum / count;
        });
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
