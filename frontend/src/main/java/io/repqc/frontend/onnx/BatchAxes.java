package io.repqc.frontend.onnx;

import io.repqc.ir.Value;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which axis of each value has the batch, alone or as the outer factor: the leading one, until a
 * transpose moves it. What a reshape makes of one image is what it makes of each only if its size
 * along that axis is left open.
 */
final class BatchAxes {
  private static final int NONE = -1;

  private final Map<Value, Integer> axes = new IdentityHashMap<>();

  void setLeading(Value input) {
    axes.put(input, 0);
  }

  /** Notes where the batch is in the result of an op. */
  void follow(Op op, Value result) {
    axes.put(result, axis(op, result.shape().rank()));
  }

  private int axis(Op op, int rank) {
    Value source =
        OpSchema.operands(op).stream()
            .filter(operand -> of(operand) != NONE)
            .findFirst()
            .orElse(null);
    if (source == null) {
      return NONE;
    }
    int axis = of(source);
    if (op instanceof Transpose transpose) {
      return transpose.permutation().indexOf(axis);
    }
    if (op instanceof Reshape reshape) {
      return reshape.dims().indexOf(-1);
    }
    if (op instanceof Expand expand && expand.dims().contains(0)) {
      return expand.dims().indexOf(0);
    }
    if (op instanceof Reduce reduce) {
      boolean isGone = reduce.axes().contains(axis);
      long before = reduce.keepDims() ? 0 : reduce.axes().stream().filter(i -> i < axis).count();
      return isGone ? NONE : axis - (int) before;
    }
    if (op instanceof Gather gather && source == gather.x()) {
      return gather.axis() < axis ? axis + rank - source.shape().rank() : axis;
    }
    return axis + Math.max(0, rank - source.shape().rank());
  }

  private int of(Value value) {
    return axes.getOrDefault(value, NONE);
  }

  /** {@code dims} with -1 where the batch of {@code x} goes, if it can be told. */
  List<Integer> open(Value x, List<Integer> dims) {
    int before = of(x) == NONE ? NONE : x.shape().count(0, of(x));
    int count = 1;
    for (int axis = 0; axis < dims.size(); axis++) {
      if (count == before) {
        List<Integer> open = new ArrayList<>(dims);
        open.set(axis, -1);
        return open.stream().filter(dim -> dim < 1).count() == 1 ? open : dims;
      }
      count *= dims.get(axis);
    }
    return dims;
  }
}
