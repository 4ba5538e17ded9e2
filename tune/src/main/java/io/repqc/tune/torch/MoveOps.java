package io.repqc.tune.torch;

import io.repqc.ir.op.Concat;
import io.repqc.ir.op.DepthToSpace;
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Transpose;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Ops that only move numbers. */
final class MoveOps {
  private MoveOps() {}

  static Tensor reshape(Reshape op, Pass pass) {
    return pass.of(op.x()).reshape(Transfer.dims(op.inferType().shape()));
  }

  static Tensor expand(Expand op, Pass pass) {
    return pass.of(op.x()).expand(Transfer.dims(op.inferType().shape()));
  }

  static Tensor transpose(Transpose op, Pass pass) {
    return pass.of(op.x()).permute(ProductOps.longs(op.permutation()));
  }

  static Tensor concat(Concat op, Pass pass) {
    Tensor[] parts = op.parts().stream().map(pass::of).toArray(Tensor[]::new);
    return torch.cat(new TensorVector(parts), op.axis());
  }

  static Tensor slice(Slice op, Pass pass) {
    Tensor result = pass.of(op.x()).alias();
    for (int i = 0; i < op.axes().size(); i++) {
      result =
          slice(
              result, op.axes().get(i), op.starts().get(i), op.counts().get(i), op.steps().get(i));
    }
    return result;
  }

  /** libtorch has no steps backward. */
  private static Tensor slice(Tensor x, int axis, int start, int count, int step) {
    int end = start + (count - 1) * step;
    if (count == 0) {
      return x.narrow(axis, 0, 0);
    }
    return step > 0
        ? x.slice(axis, new LongOptional(start), new LongOptional(end + 1), step)
        : x.slice(axis, new LongOptional(end), new LongOptional(start + 1), -step).flip(axis);
  }

  static Tensor gather(Gather op, Pass pass) {
    Tensor indices = pass.of(op.indices()).to(ScalarType.Long);
    Tensor fromEnd = indices.add(new Scalar(op.x().type().dim(op.axis())));
    Tensor wanted = torch.where(indices.lt(new Scalar(0)), fromEnd, indices).reshape(-1);
    return pass.of(op.x())
        .index_select(op.axis(), wanted)
        .reshape(Transfer.dims(op.inferType().shape()));
  }

  static Tensor depthToSpace(DepthToSpace op, Pass pass) {
    Tensor x = pass.of(op.x());
    if (op.columnsFirst()) {
      return torch.pixel_shuffle(x, op.blockSize());
    }
    long[] dims = Transfer.dims(op.x().shape());
    int block = op.blockSize();
    return x.reshape(dims[0], block, block, dims[1] / block / block, dims[2], dims[3])
        .permute(0, 3, 4, 1, 5, 2)
        .reshape(Transfer.dims(op.inferType().shape()));
  }
}
