package io.repqc.codegen.lower;

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

/** The way to compute each op that all targets have, for any shape. */
public final class PlainKernels {
  private static final String FLOAT = "it computes in floats; quantize it, or leave it out";
  private static final String CONSTANT = "it is known when compiling";

  private static final OpTable<Kernel> TABLE =
      OpTable.<Kernel>of("kernel")
          .handle(Binary.class, new PlainBinary())
          .handle(Clamp.class, new PlainClamp())
          .handle(Concat.class, new PlainConcat())
          .handle(Convolution.class, new PlainConvolution())
          .handle(Decode.class, new PlainDecode())
          .handle(DepthToSpace.class, new PlainDepthToSpace())
          .handle(Encode.class, new PlainEncode())
          .handle(Expand.class, new PlainArrangement())
          .handle(Gather.class, new PlainGather())
          .handle(Linear.class, new PlainConvolution())
          .handle(Lookup.class, new PlainLookup())
          .handle(MatMul.class, new PlainMatMul())
          .handle(Normalize.class, new PlainNormalize())
          .handle(Pad.class, new PlainPad())
          .handle(Pool.class, new PlainPool())
          .handle(Reduce.class, new PlainReduce())
          .handle(Requantize.class, new PlainRequantize())
          .handle(RequantizeLeaky.class, new PlainRequantize())
          .handle(Reshape.class, new PlainReshape())
          .handle(Resize.class, new PlainResize())
          .handle(ScaledSum.class, new PlainScaledSum())
          .handle(Select.class, new PlainSelect())
          .handle(Slice.class, new PlainArrangement())
          .handle(Softmax.class, new PlainSoftmax())
          .handle(Transpose.class, new PlainArrangement())
          .handle(TransposedConvolution.class, new PlainTransposedConvolution())
          .excuse(BatchNorm.class, FLOAT)
          .excuse(Cast.class, FLOAT)
          .excuse(Constant.class, CONSTANT)
          .excuse(Dequantize.class, FLOAT)
          .excuse(Input.class, "the caller gives it")
          .excuse(Parameter.class, CONSTANT)
          .excuse(PoolIndices.class, "indices are no levels")
          .excuse(Quantize.class, FLOAT)
          .excuse(Statistic.class, "only training needs it")
          .excuse(Unary.class, FLOAT)
          .build();

  private PlainKernels() {}

  static boolean handles(Op op) {
    return TABLE.handles(op);
  }

  /** Why an op that is not handled is not. */
  static String reason(Op op) {
    return TABLE.excuse(op);
  }

  public static Kernel of(Op op) {
    return TABLE.get(op);
  }
}
