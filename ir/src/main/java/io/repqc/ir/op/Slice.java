package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * Along each of {@code axes}, {@code counts} elements from {@code starts} on, {@code steps} apart.
 */
public record Slice(
    Value x, List<Integer> axes, List<Integer> starts, List<Integer> counts, List<Integer> steps)
    implements Op {
  public Slice {
    axes = List.copyOf(axes);
    starts = List.copyOf(starts);
    counts = List.copyOf(counts);
    steps = List.copyOf(steps);
  }

  /** Neighbours along one axis. */
  public static Slice along(Value x, int axis, int start, int count) {
    return along(x, axis, start, count, 1);
  }

  public static Slice along(Value x, int axis, int start, int count, int step) {
    return new Slice(x, List.of(axis), List.of(start), List.of(count), List.of(step));
  }

  @Override
  public TensorType inferType() {
    Checks.areAxes("slice", axes, x.shape().rank());
    Checks.hasLength("slice: starts", starts, axes.size());
    Checks.hasLength("slice: counts", counts, axes.size());
    Checks.hasLength("slice: steps", steps, axes.size());
    Shape shape = x.shape();
    for (int i = 0; i < axes.size(); i++) {
      int size = shape.dim(axes.get(i));
      long first = starts.get(i);
      long last = first + (counts.get(i) - 1L) * steps.get(i);
      IrException.check(
          counts.get(i) == 0
              || counts.get(i) > 0 && Math.min(first, last) >= 0 && Math.max(first, last) < size,
          "slice: elements %d to %d of axis %d, whose size is %d",
          first,
          last,
          axes.get(i),
          size);
      shape = shape.with(axes.get(i), counts.get(i));
    }
    return Checks.sameLevels("slice", x).with(shape);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    int[] strides = x.shape().strides();
    int base = 0;
    for (int i = 0; i < axes.size(); i++) {
      base += starts.get(i) * strides[axes.get(i)];
      strides[axes.get(i)] *= steps.get(i);
    }
    Shape shape = inferType().shape();
    return operands.apply(x).pick(shape, Strided.offsets(shape, base, strides));
  }
}
