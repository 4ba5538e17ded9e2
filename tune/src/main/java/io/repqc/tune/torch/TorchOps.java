package io.repqc.tune.torch;

import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
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
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpTable;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.Requantize;
import io.repqc.ir.op.RequantizeLeaky;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ScaledSum;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Unary;
import org.bytedeco.pytorch.Tensor;

/** What each op is on libtorch. */
final class TorchOps {
  private static final String INTEGERS = "it belongs to networks that are in integers already";
  private static final String GIVEN = "it is given, not computed";

  private static final OpTable<TorchOp<Op>> TABLE = new Rows().all();

  private TorchOps() {}

  /** Refuses what training cannot compute, by the user's name for it. */
  static void check(Value value) {
    boolean isGiven = value.op() instanceof Input || value.op() instanceof Parameter;
    ModelException.check(
        isGiven || TABLE.handles(value.op()),
        "%%%s: training does not know %s: %s",
        value.name(),
        OpSchema.mnemonic(value.op()),
        TABLE.excuse(value.op()));
    ModelException.check(!value.type().quantization().isPresent(), "%s: %s", value, INTEGERS);
  }

  static Tensor apply(Op op, Pass pass) {
    return TABLE.get(op).apply(op, pass);
  }

  private static final class Rows {
    private final OpTable.Builder<TorchOp<Op>> table = OpTable.of("form on libtorch");

    OpTable<TorchOp<Op>> all() {
      table.excuse(Input.class, GIVEN).excuse(Parameter.class, GIVEN);
      table.excuse(Lookup.class, INTEGERS).excuse(ScaledSum.class, INTEGERS);
      table.excuse(Encode.class, INTEGERS).excuse(Decode.class, INTEGERS);
      table.excuse(Requantize.class, INTEGERS).excuse(RequantizeLeaky.class, INTEGERS);
      table.excuse(PoolIndices.class, "where the largest elements lie has no derivative");
      row(BatchNorm.class, GroupOps::batchNorm);
      row(Binary.class, BinaryOps::binary);
      row(Cast.class, UnaryOps::cast);
      row(Clamp.class, UnaryOps::clamp);
      row(Concat.class, MoveOps::concat);
      row(Constant.class, (op, pass) -> Transfer.toTorch(op.tensor()));
      row(Convolution.class, ProductOps::convolution);
      row(DepthToSpace.class, MoveOps::depthToSpace);
      row(Dequantize.class, QuantizerOps::dequantize);
      row(Expand.class, MoveOps::expand);
      row(Gather.class, MoveOps::gather);
      row(Linear.class, ProductOps::linear);
      row(MatMul.class, ProductOps::matMul);
      row(Normalize.class, GroupOps::normalize);
      row(Pad.class, Borders::pad);
      row(Pool.class, PoolOps::pool);
      row(Quantize.class, QuantizerOps::quantize);
      row(Reduce.class, GroupOps::reduce);
      row(Reshape.class, MoveOps::reshape);
      row(Resize.class, ResizeOps::resize);
      row(Select.class, UnaryOps::select);
      row(Slice.class, MoveOps::slice);
      row(Softmax.class, GroupOps::softmax);
      row(Statistic.class, (op, pass) -> pass.of(op).alias());
      row(Transpose.class, MoveOps::transpose);
      row(TransposedConvolution.class, ProductOps::transposed);
      row(Unary.class, UnaryOps::unary);
      return table.build();
    }

    private <T extends Op> void row(Class<T> type, TorchOp<T> form) {
      table.handle(type, (op, pass) -> form.apply(type.cast(op), pass));
    }
  }
}
