package io.repqc.passes.quantize;

import io.repqc.ir.DataSide;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Coordinates;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Lookup;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpTable;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Unary;
import java.util.Arrays;

/** The scale rule of each op that computes floats from data. */
final class ScaleRules {
  /** A rule, and why it is that of floats if it is. */
  record Scaling(ScaleRule rule, String reason) {
    Scaling(ScaleRule rule) {
      this(rule, "");
    }
  }

  private interface Row<O> {
    Scaling of(O op, DataSide data);
  }

  private static final String INTEGERS = "a network with integers stays as it is";
  private static final Scaling MOVES = new Scaling(ScaleRule.MOVES);
  private static final Scaling SUMS = new Scaling(ScaleRule.SUMS);
  private static final Scaling CURVE = new Scaling(ScaleRule.CURVE);
  private static final OpTable<Row<Op>> TABLE = table();

  private ScaleRules() {}

  static Scaling of(Op op, DataSide data) {
    return TABLE.get(op).of(op, data);
  }

  private static OpTable<Row<Op>> table() {
    Rows rows = new Rows(OpTable.of("scale rule"));
    rows.row(BatchNorm.class, (op, data) -> floats("a BatchNorm that merges with no layer"));
    rows.row(Binary.class, ScaleRules::binary);
    rows.row(Cast.class, (op, data) -> new Scaling(ScaleRule.SOURCE));
    rows.row(Clamp.class, (op, data) -> new Scaling(ScaleRule.CLAMP));
    rows.row(Concat.class, (op, data) -> MOVES);
    rows.row(Convolution.class, (op, data) -> layer(data, op.weight(), op.bias()));
    rows.row(DepthToSpace.class, (op, data) -> MOVES);
    rows.row(Expand.class, (op, data) -> MOVES);
    rows.row(Gather.class, (op, data) -> MOVES);
    rows.row(Input.class, (op, data) -> new Scaling(ScaleRule.SOURCE));
    rows.row(Linear.class, (op, data) -> layer(data, op.weight(), op.bias()));
    rows.row(MatMul.class, (op, data) -> SUMS);
    rows.row(Normalize.class, (op, data) -> layer(data, op.scale(), op.shift()));
    rows.row(Pad.class, (op, data) -> MOVES);
    rows.row(Pool.class, (op, data) -> op.function() == PoolFunction.MAX ? MOVES : SUMS);
    rows.row(Reduce.class, (op, data) -> reduce(op));
    rows.row(Reshape.class, (op, data) -> MOVES);
    rows.row(Resize.class, (op, data) -> resize(op));
    rows.row(Select.class, (op, data) -> MOVES);
    rows.row(Slice.class, (op, data) -> MOVES);
    rows.row(Softmax.class, (op, data) -> op.log() ? floats("the logarithm of a softmax") : SUMS);
    rows.row(Transpose.class, (op, data) -> MOVES);
    rows.row(TransposedConvolution.class, (op, data) -> layer(data, op.weight(), op.bias()));
    rows.row(Unary.class, (op, data) -> CURVE);
    return rows.table
        .excuse(Constant.class, "it is no data")
        .excuse(Decode.class, INTEGERS)
        .excuse(Dequantize.class, INTEGERS)
        .excuse(Encode.class, INTEGERS)
        .excuse(Lookup.class, INTEGERS)
        .excuse(Parameter.class, "it is no data")
        .excuse(PoolIndices.class, "its results are no floats")
        .excuse(Quantize.class, INTEGERS)
        .excuse(Requantize.class, INTEGERS)
        .excuse(RequantizeLeaky.class, INTEGERS)
        .excuse(ScaledSum.class, INTEGERS)
        .excuse(Statistic.class, "UseRunningStatistics runs first")
        .build();
  }

  private static Scaling floats(String reason) {
    return new Scaling(ScaleRule.FLOAT, reason + " has no integer form");
  }

  private static Scaling layer(DataSide data, Value... weights) {
    return Arrays.stream(weights).anyMatch(data::contains)
        ? floats("a layer whose weights depend on the input")
        : SUMS;
  }

  private static Scaling binary(Binary op, DataSide data) {
    if (isCurve(op, data)) {
      return CURVE;
    }
    return switch (op.function()) {
      case ADD, SUB, MUL -> SUMS;
      case MAX, MIN -> MOVES;
      case DIV -> floats("division by more than one number");
      case POW -> floats("a power with more than one exponent");
      case PRELU -> floats("a rectifier whose slope depends on the input");
      default -> floats("%s of floats".formatted(op.function().mnemonic()));
    };
  }

  /** Whether only one operand varies, by itself or along with the slopes of a rectifier. */
  private static boolean isCurve(Binary op, DataSide data) {
    boolean isRectifier = op.function() == BinaryFunction.PRELU && !data.contains(op.right());
    return op.left() == op.right()
        || isRectifier
        || isCurve(op, op.left(), op.right(), data)
        || isCurve(op, op.right(), op.left(), data);
  }

  private static boolean isCurve(Binary op, Value varying, Value fixed, DataSide data) {
    return !data.contains(fixed)
        && fixed.shape().count() == 1
        && op.inferType().shape().equals(varying.shape());
  }

  private static Scaling reduce(Reduce op) {
    if (op.function() == ReduceFunction.PRODUCT) {
      return floats("a product of many numbers");
    }
    return op.function() == ReduceFunction.MAX || op.function() == ReduceFunction.MIN
        ? MOVES
        : SUMS;
  }

  private static Scaling resize(Resize op) {
    if (op.sampling().coordinates() == Coordinates.TF_CROP_AND_RESIZE) {
      return floats("a resize that reaches beyond its operand");
    }
    return op.sampling().mode() == ResizeMode.NEAREST ? MOVES : SUMS;
  }

  private record Rows(OpTable.Builder<Row<Op>> table) {
    <O extends Op> void row(Class<O> type, Row<O> row) {
      table.handle(type, (op, data) -> row.of(type.cast(op), data));
    }
  }
}
