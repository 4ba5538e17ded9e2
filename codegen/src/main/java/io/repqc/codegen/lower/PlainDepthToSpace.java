package io.repqc.codegen.lower;

import io.repqc.ir.Shape;
import io.repqc.ir.op.DepthToSpace;
import java.util.List;

/**
 * Channels to blocks of pixels: a copy between views that have an axis for each side of a block.
 */
final class PlainDepthToSpace implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof DepthToSpace;
  }

  @Override
  public void lower(Layer layer, Code code) {
    DepthToSpace op = (DepthToSpace) layer.op();
    View x = code.view(op.x());
    View y = code.view(layer.result());
    int block = op.blockSize();
    int channels = y.shape().dim(1);
    int channel = x.stride(1) * (op.columnsFirst() ? block * block : 1);
    int column = x.stride(1) * (op.columnsFirst() ? 1 : channels);
    Shape shape =
        Shape.of(x.shape().dim(0), channels, x.shape().dim(2), block, x.shape().dim(3), block);
    List<Integer> from =
        List.of(x.stride(0), channel, x.stride(2), block * column, x.stride(3), column);
    List<Integer> to =
        List.of(
            y.stride(0),
            y.stride(1),
            block * y.stride(2),
            y.stride(2),
            block * y.stride(3),
            y.stride(3));
    Moves.copy(x.with(shape, from), y.with(shape, to), code);
  }
}
