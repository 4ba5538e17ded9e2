package io.repqc.tune.torch;

import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What stands around a tensor. */
final class Borders {
  private Borders() {}

  static Tensor pad(Pad op, Pass pass) {
    Tensor x = pass.of(op.x());
    if (op.mode() == PadMode.CONSTANT) {
      boolean isFloat = op.x().elementType().isFloat();
      Scalar fill = isFloat ? new Scalar(op.fill()) : new Scalar((long) op.fill());
      return pad(x, op.before(), op.after(), fill);
    }
    Tensor padded = x.alias();
    for (int axis = 0; axis < op.before().size(); axis++) {
      int before = op.before().get(axis);
      int size = op.x().type().dim(axis);
      if (before != 0 || op.after().get(axis) != 0) {
        long[] sources =
            LongStream.range(-before, size + op.after().get(axis))
                .map(index -> op.mode().source((int) index, size))
                .toArray();
        padded = padded.index_select(axis, Transfer.indices(sources));
      }
    }
    return padded;
  }

  /** A border around the last axes, of the shape of the lists; a negative one cuts. */
  static Tensor pad(Tensor x, List<Integer> before, List<Integer> after, double fill) {
    return pad(x, before, after, new Scalar(fill));
  }

  /** libtorch counts axes from the last one on. */
  private static Tensor pad(Tensor x, List<Integer> before, List<Integer> after, Scalar fill) {
    long[] pads = new long[2 * before.size()];
    for (int axis = 0; axis < before.size(); axis++) {
      int place = 2 * (before.size() - 1 - axis);
      pads[place] = before.get(axis);
      pads[place + 1] = after.get(axis);
    }
    return torch.constant_pad_nd(x, pads, fill);
  }
}
