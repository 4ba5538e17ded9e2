package io.repqc.passes.simplify;

import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import io.repqc.passes.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What gives its operand back goes away:
 *
 * <pre>{@code
 * mul(x, 1.0)  ->  x      transpose(x, [0,1,2])  ->  x      concat([x])  ->  x
 * }</pre>
 *
 * Adding zero is none of these: it makes +0 of -0.
 */
public final class RemoveIdentities implements Rule {
  @Override
  public Optional<Value> apply(Value value, Context context) {
    return operand(value.op()).filter(operand -> operand.type().equals(value.type()));
  }

  /** The operand that the op gives back, if their types agree. */
  private static Optional<Value> operand(Op op) {
    if (op instanceof Reshape reshape) {
      return Optional.of(reshape.x());
    }
    if (op instanceof Cast cast) {
      return Optional.of(cast.x());
    }
    if (op instanceof Expand expand) {
      return when(!expand.dims().contains(0), expand.x());
    }
    if (op instanceof Concat concat) {
      return when(concat.parts().size() == 1, concat.parts().get(0));
    }
    if (op instanceof Transpose transpose) {
      return when(isSorted(transpose.permutation()), transpose.x());
    }
    if (op instanceof Slice slice) {
      return when(isWhole(slice), slice.x());
    }
    if (op instanceof Pad pad) {
      return when(isZero(pad.before()) && isZero(pad.after()), pad.x());
    }
    if (op instanceof Clamp clamp) {
      return when(isUnbounded(clamp), clamp.x());
    }
    if (op instanceof Reduce reduce) {
      return when(isOfOne(reduce), reduce.x());
    }
    return op instanceof Binary binary ? binaryOperand(binary) : Optional.empty();
  }

  private static Optional<Value> binaryOperand(Binary binary) {
    return switch (binary.function()) {
      case MUL ->
          Constant.isAll(binary.right(), 1)
              ? Optional.of(binary.left())
              : when(Constant.isAll(binary.left(), 1), binary.right());
      case DIV, POW -> when(Constant.isAll(binary.right(), 1), binary.left());
      case SUB -> when(Constant.isAll(binary.right(), 0), binary.left());
      default -> Optional.empty();
    };
  }

  private static Optional<Value> when(boolean holds, Value operand) {
    return holds ? Optional.of(operand) : Optional.empty();
  }

  private static boolean isUnbounded(Clamp clamp) {
    return clamp.low() == Double.NEGATIVE_INFINITY && clamp.high() == Double.POSITIVE_INFINITY;
  }

  /** Axis 0 may be the batch: what is one image of one is not all images of many. */
  private static boolean isWhole(Slice slice) {
    return !slice.axes().contains(0) && slice.steps().stream().allMatch(step -> step == 1);
  }

  /** Axis 0 may be the batch. */
  private static boolean isOfOne(Reduce reduce) {
    return !reduce.axes().contains(0)
        && reduce.axes().stream().allMatch(axis -> reduce.x().type().dim(axis) == 1);
  }

  private static boolean isSorted(List<Integer> permutation) {
    return IntStream.range(0, permutation.size()).allMatch(i -> permutation.get(i) == i);
  }

  private static boolean isZero(List<Integer> numbers) {
    return numbers.stream().allMatch(number -> number == 0);
  }
}
