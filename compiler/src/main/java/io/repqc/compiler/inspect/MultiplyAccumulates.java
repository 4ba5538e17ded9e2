package io.repqc.compiler.inspect;

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
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The multiplications of a value that are summed up: those by the weights of layers, with the ones
 * that meet a border of zeros.
 */
final class MultiplyAccumulates {
  private static final List<Class<? extends Op>> ELEMENTWISE =
      List.of(
          BatchNorm.class,
          Binary.class,
          Cast.class,
          Clamp.class,
          Concat.class,
          Constant.class,
          Decode.class,
          DepthToSpace.class,
          Dequantize.class,
          Encode.class,
          Expand.class,
          Gather.class,
          Input.class,
          Lookup.class,
          Normalize.class,
          Pad.class,
          Parameter.class,
          Pool.class,
          PoolIndices.class,
          Quantize.class,
          Reduce.class,
          Requantize.class,
          RequantizeLeaky.class,
          Reshape.class,
          Resize.class,
          ScaledSum.class,
          Select.class,
          Slice.class,
          Softmax.class,
          Statistic.class,
          Transpose.class,
          Unary.class);
  private static final OpTable<ToLongFunction<Value>> TABLE = table();

  private MultiplyAccumulates() {}

  static long of(Value value) {
    return TABLE.handles(value.op()) ? TABLE.get(value.op()).applyAsLong(value) : 0;
  }

  private static OpTable<ToLongFunction<Value>> table() {
    OpTable.Builder<ToLongFunction<Value>> table =
        OpTable.<ToLongFunction<Value>>of("count of multiply-accumulates")
            .handle(Convolution.class, MultiplyAccumulates::convolution)
            .handle(Linear.class, MultiplyAccumulates::linear)
            .handle(MatMul.class, MultiplyAccumulates::matMul)
            .handle(TransposedConvolution.class, MultiplyAccumulates::transposedConvolution);
    ELEMENTWISE.forEach(op -> table.excuse(op, "its work grows with its elements only"));
    return table.build();
  }

  private static long convolution(Value value) {
    Value weight = ((Convolution) value.op()).weight();
    return (long) value.shape().count() * weight.shape().count(1, weight.shape().rank());
  }

  private static long transposedConvolution(Value value) {
    TransposedConvolution op = (TransposedConvolution) value.op();
    return (long) op.x().shape().count() * op.weight().shape().count(1, op.weight().shape().rank());
  }

  private static long linear(Value value) {
    return (long) value.shape().count() * ((Linear) value.op()).weight().type().dim(1);
  }

  private static long matMul(Value value) {
    Value left = ((MatMul) value.op()).left();
    return (long) value.shape().count() * left.type().dim(left.shape().rank() - 1);
  }
}
