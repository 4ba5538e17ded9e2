package io.repqc.compiler.quantize;

import io.repqc.ir.Model;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import java.util.stream.IntStream;

/** The bits that the integers of weights need, which are stored in more. */
final class WeightBits {
  private WeightBits() {}

  /** The least b with all of the weight among the integers from -2^(b-1) to 2^(b-1) - 1. */
  static int of(Value weight, Model model) {
    Tensor tensor =
        weight.op() instanceof Constant constant ? constant.tensor() : model.parameter(weight);
    Quantization levels = tensor.type().quantization();
    int size = tensor.type().dim(levels.axis());
    int stride = tensor.shape().strides()[levels.axis()];
    return IntStream.range(0, tensor.count())
        .map(i -> bits((int) tensor.integer(i) - levels.zeroPoint(i / stride % size)))
        .max()
        .orElse(0);
  }

  private static int bits(int integer) {
    return 1 + Integer.SIZE - Integer.numberOfLeadingZeros(integer < 0 ? ~integer : integer);
  }
}
