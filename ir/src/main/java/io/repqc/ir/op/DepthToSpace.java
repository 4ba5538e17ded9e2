package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Channels become blocks of {@code blockSize} by {@code blockSize} pixels. The place within a block
 * is the outer part of the channel index, or its inner part if {@code columnsFirst} (as PyTorch's
 * pixel shuffle has it).
 */
public record DepthToSpace(Value x, int blockSize, boolean columnsFirst) implements Op {
  @Override
  public TensorType inferType() {
    IrException.check(
        x.shape().rank() == 4 && blockSize > 0 && x.type().dim(1) % (blockSize * blockSize) == 0,
        "depth_to_space: blocks of %d by %d from %s",
        blockSize,
        blockSize,
        x);
    return Checks.sameLevels("depth_to_space", x)
        .with(
            Shape.of(
                x.type().dim(0),
                x.type().dim(1) / (blockSize * blockSize),
                x.type().dim(2) * blockSize,
                x.type().dim(3) * blockSize));
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Shape shape = inferType().shape();
    int[] own = x.shape().strides();
    int channels = shape.dim(1);
    int channel = columnsFirst ? blockSize * blockSize * own[1] : own[1];
    int place = columnsFirst ? own[1] : channels * own[1];
    Shape split =
        Shape.of(shape.dim(0), channels, x.type().dim(2), blockSize, x.type().dim(3), blockSize);
    int[] strides = {own[0], channel, own[2], blockSize * place, own[3], place};
    return operands.apply(x).pick(shape, Strided.offsets(split, 0, strides));
  }
}
