package io.repqc.tune.torch;

import io.repqc.ir.op.Op;
import org.bytedeco.pytorch.Tensor;

/** What computes an op on libtorch; the result is a handle of its own. */
@FunctionalInterface
interface TorchOp<T extends Op> {
  Tensor apply(T op, Pass pass);
}
