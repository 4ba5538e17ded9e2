package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * A border before and after each axis; a negative one cuts. {@code fill} is for the constant mode.
 */
public record Pad(PadMode mode, Value x, List<Integer> before, List<Integer> after, double fill)
    implements Op {
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public TensorType inferType() {
    Checks.hasLength("pad: before", before, x.shape().rank());
    Checks.hasLength("pad: after", after, x.shape().rank());
    IrException.check(
        mode == PadMode.CONSTANT || fill == 0, "%s: no use for fill", mode.mnemonic());
    Shape shape = x.shape();
    for (int axis = 0; axis < shape.rank(); axis++) {
      long size = (long) x.type().dim(axis) + before.get(axis) + after.get(axis);
      IrException.check(
          size >= 0
              && size <= Integer.MAX_VALUE
              && (mode == PadMode.CONSTANT || size == 0 || x.type().dim(axis) > 0),
          "pad: axis %d of %s would have size %d",
          axis,
          x,
          size);
      shape = shape.with(axis, (int) size);
    }
    return x.type().with(shape);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Shape shape = inferType().shape();
    Tensor source = operands.apply(x);
    int[] sources = sources(shape);
    Tensor filling = Tensor.fill(new TensorType(x.elementType(), Shape.of(1)), fill);
    Object padded = Tensor.allocate(x.elementType(), sources.length);
    for (int i = 0; i < sources.length; i++) {
      Object from = sources[i] < 0 ? filling.array() : source.array();
      System.arraycopy(from, Math.max(0, sources[i]), padded, i, 1);
    }
    return Tensor.of(x.type().with(shape), padded);
  }

  /** For each element of the result the element of x that stands there, or -1. */
  private int[] sources(Shape shape) {
    int[] sources = new int[shape.count()];
    int[] strides = shape.strides();
    int[] from = x.shape().strides();
    for (int i = 0; i < sources.length; i++) {
      for (int axis = 0; axis < shape.rank() && sources[i] >= 0; axis++) {
        int index = i / strides[axis] % shape.dim(axis) - before.get(axis);
        int at = mode.source(index, x.type().dim(axis));
        sources[i] = at < 0 ? -1 : sources[i] + at * from[axis];
      }
    }
    return sources;
  }
}
