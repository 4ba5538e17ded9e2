package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * A border before and after each axis; a negative one cuts. {@code fill} is for the constant mode;
 * of quantized elements it is an integer, usually the zero point.
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
    TensorType type = Checks.sameLevels("pad", x);
    IrException.check(
        !type.quantization().isPresent()
            || fill == Math.rint(fill)
                && fill >= x.elementType().minimum()
                && fill <= x.elementType().maximum(),
        "pad: the fill %s is no integer of %s",
        fill,
        x);
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
    return type.with(shape);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Shape shape = inferType().shape();
    Tensor filling = Tensor.scalar(x.elementType(), fill);
    return operands.apply(x).pick(shape, sources(shape), filling);
  }

  /** For each element of the result the element of x that stands there, or -1. */
  private int[] sources(Shape shape) {
    int[] sources = {0};
    for (int axis = 0; axis < shape.rank(); axis++) {
      int size = x.type().dim(axis);
      int[] crossed = new int[sources.length * shape.dim(axis)];
      int next = 0;
      for (int outer : sources) {
        for (int i = 0; i < shape.dim(axis); i++) {
          int at = outer < 0 ? -1 : mode.source(i - before.get(axis), size);
          crossed[next++] = at < 0 ? -1 : outer * size + at;
        }
      }
      sources = crossed;
    }
    return sources;
  }
}
