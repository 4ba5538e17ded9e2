package io.repqc.ir.op;

import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Integers of any size by their indices; beyond the ends there are zeros. */
record ExactTensor(Shape shape, List<BigInteger> numbers) {

  /** How far each element of a constant operand is from its zero point. */
  static ExactTensor steps(Value value) {
    Tensor tensor = ((Constant) value.op()).tensor();
    Quantization levels = value.type().quantization();
    List<BigInteger> steps = new ArrayList<>();
    forEach(
        value.shape(),
        index -> {
          int channel = index.length == 0 ? 0 : index[levels.axis()];
          steps.add(BigInteger.valueOf(tensor.integer(steps.size()) - levels.zeroPoint(channel)));
        });
    return new ExactTensor(value.shape(), steps);
  }

  /** The elements of a constant operand as they are. */
  static ExactTensor plain(Value value) {
    Tensor tensor = ((Constant) value.op()).tensor();
    List<BigInteger> numbers = new ArrayList<>();
    forEach(value.shape(), i -> numbers.add(BigInteger.valueOf(tensor.integer(numbers.size()))));
    return new ExactTensor(value.shape(), numbers);
  }

  BigInteger at(int... index) {
    int flat = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (index[axis] < 0 || index[axis] >= shape.dim(axis)) {
        return BigInteger.ZERO;
      }
      flat = flat * shape.dim(axis) + index[axis];
    }
    return numbers.get(flat);
  }

  /** The element that a larger index broadcasts from. */
  BigInteger stretched(int... index) {
    int[] own = new int[shape.rank()];
    for (int axis = 0; axis < own.length; axis++) {
      own[axis] = shape.dim(axis) == 1 ? 0 : index[index.length - own.length + axis];
    }
    return at(own);
  }

  /** All indices in order, the last axis fastest. */
  static void forEach(Shape shape, Consumer<int[]> action) {
    for (int i = 0; i < shape.count(); i++) {
      int[] index = new int[shape.rank()];
      int rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        index[axis] = rest % shape.dim(axis);
        rest /= shape.dim(axis);
      }
      action.accept(index);
    }
  }

  /** Two leading indices and spatial ones, {@code place * stride + tap * dilation - before}. */
  static int[] tapped(int first, int second, int[] output, int[] tap, Window window) {
    int[] index = new int[output.length];
    index[0] = first;
    index[1] = second;
    for (int axis = 0; axis < tap.length; axis++) {
      index[axis + 2] =
          output[axis + 2] * window.strides().get(axis)
              + tap[axis] * window.dilations().get(axis)
              - window.before().get(axis);
    }
    return index;
  }
}
