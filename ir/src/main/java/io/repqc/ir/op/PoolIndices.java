package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * Where max pooling found each of its results: flat indices into x, counted row by row or, if
 * {@code columnMajor}, with the first spatial axis running fastest.
 */
public record PoolIndices(
    Value x, List<Integer> size, Window window, boolean ceil, boolean columnMajor) implements Op {
  public PoolIndices {
    size = List.copyOf(size);
  }

  @Override
  public TensorType inferType() {
    TensorType pooled = new Pool(PoolFunction.MAX, x, size, window, ceil, false).inferType();
    return pooled.with(ElementType.I64);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor input = operands.apply(x);
    Shape plane = Spatial.of(x.shape());
    Shape positions = Spatial.of(inferType().shape());
    int[] taps = window.taps(plane, new Shape(size), positions);
    int area = new Shape(size).count();
    return Tensor.generateIntegers(
        inferType(),
        i -> {
          int first = i / positions.count() * plane.count();
          int best = -1;
          for (int tap = 0; tap < area; tap++) {
            int at = taps[i % positions.count() * area + tap];
            if (at >= 0 && (best < 0 || input.number(first + at) > input.number(first + best))) {
              best = at;
            }
          }
          return first + (columnMajor ? transposed(best, plane) : best);
        });
  }

  private static int transposed(int index, Shape plane) {
    int[] strides = plane.strides();
    int result = 0;
    for (int axis = plane.rank() - 1; axis >= 0; axis--) {
      result = result * plane.dim(axis) + index / strides[axis] % plane.dim(axis);
    }
    return result;
  }
}
