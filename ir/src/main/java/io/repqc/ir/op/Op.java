package io.repqc.ir.op;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * What a value computes. Each op is one record: its {@link Value} components are the operands, the
 * other components are the attributes. Printing, parsing, copying and comparing are derived from
 * the record by {@link OpSchema}, so that an op's file holds only its mathematics.
 */
public sealed interface Op
    permits BatchNorm,
        Binary,
        Cast,
        Clamp,
        Concat,
        Constant,
        Convolution,
        DepthToSpace,
        Decode,
        Dequantize,
        Encode,
        Expand,
        Gather,
        Input,
        Linear,
        Lookup,
        MatMul,
        Normalize,
        Pad,
        Parameter,
        Pool,
        PoolIndices,
        Quantize,
        Reduce,
        Requantize,
        RequantizeLeaky,
        Reshape,
        Resize,
        ScaledSum,
        Select,
        Slice,
        Softmax,
        Statistic,
        Transpose,
        TransposedConvolution,
        Unary {

  /** Type of the result. Throws {@link io.repqc.ir.IrException} if the operands do not fit. */
  TensorType inferType();

  /** The definition: what every optimised or generated form of this op must reproduce. */
  Tensor evaluate(Function<Value, Tensor> operands);
}
