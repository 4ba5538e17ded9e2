package io.repqc.passes.quantize;

import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Linear;
import java.util.Optional;
import java.util.stream.IntStream;

/** Bounds and leaky rectifiers, which can be rounded once with the sums that they rectify. */
final class Rectifier {
  private Rectifier() {}

  /** What a value bounds or rectifies. */
  static Optional<Value> operand(Value value) {
    if (value.op() instanceof Clamp clamp) {
      return Optional.of(clamp.x());
    }
    boolean isLeaky =
        value.op() instanceof Binary binary
            && binary.function() == BinaryFunction.PRELU
            && binary.left().shape().equals(value.shape())
            && isByChannel(binary.left(), binary.right().shape());
    return isLeaky ? Optional.of(((Binary) value.op()).left()) : Optional.empty();
  }

  /** Whether there is one slope, or one for each channel, as there may be one scale for each. */
  private static boolean isByChannel(Value x, Shape slopes) {
    int channels = x.op() instanceof Linear ? x.shape().rank() - 1 : 1;
    int missing = x.shape().rank() - slopes.rank();
    return IntStream.range(0, slopes.rank())
        .allMatch(axis -> slopes.dim(axis) == 1 || axis + missing == channels);
  }
}
