package io.repqc.passes.fuse;

import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import java.util.List;

/**
 * Ops each of whose results is one of their operands' elements. They work on levels as on the
 * numbers that these stand for, and rounding before them is rounding after them, since rounding
 * keeps order.
 */
final class Moves {
  private Moves() {}

  /** Whether elements are only copied to other places, and not even compared. */
  static boolean isCopy(Op op) {
    return op instanceof Reshape
        || op instanceof Transpose
        || op instanceof Slice
        || op instanceof DepthToSpace
        || op instanceof Gather
        || op instanceof Expand
        || op instanceof Concat
        || op instanceof Pad;
  }

  static boolean isMove(Op op) {
    return isCopy(op) || op instanceof Select || isNearest(op) || isExtreme(op);
  }

  private static boolean isNearest(Op op) {
    return op instanceof Resize resize
        && resize.sampling().mode() == ResizeMode.NEAREST
        && resize.sampling().coordinates() != Coordinates.TF_CROP_AND_RESIZE;
  }

  private static boolean isExtreme(Op op) {
    return op instanceof Pool pool && pool.function() == PoolFunction.MAX
        || op instanceof Reduce reduce
            && (reduce.function() == ReduceFunction.MAX || reduce.function() == ReduceFunction.MIN)
        || op instanceof Binary binary
            && (binary.function() == BinaryFunction.MAX || binary.function() == BinaryFunction.MIN);
  }

  /** The operands whose elements are moved; the others say where. */
  static List<Value> carriers(Op op) {
    if (op instanceof Concat concat) {
      return concat.parts();
    }
    if (op instanceof Binary binary) {
      return List.of(binary.left(), binary.right());
    }
    return op instanceof Select select
        ? List.of(select.whenTrue(), select.whenFalse())
        : List.of(OpSchema.operands(op).get(0));
  }

  /** Whether the op brings in a number of its own. */
  static boolean hasFill(Op op) {
    return op instanceof Pad pad && pad.mode() == PadMode.CONSTANT;
  }

  /** The same border of another number. */
  static Pad withFill(Pad pad, double fill) {
    return new Pad(pad.mode(), pad.x(), pad.before(), pad.after(), fill);
  }
}
