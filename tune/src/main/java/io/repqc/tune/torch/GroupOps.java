package io.repqc.tune.torch;

import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.Softmax;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Ops that look at many elements at once. */
final class GroupOps {
  private GroupOps() {}

  static Tensor reduce(Reduce op, Pass pass) {
    Tensor x = pass.of(op.x());
    long[] axes = ProductOps.longs(op.axes());
    boolean keeps = op.keepDims();
    if (axes.length == 0) {
      return x.alias();
    }
    ScalarTypeOptional type = new ScalarTypeOptional(Transfer.elements(op.x().elementType()));
    return switch (op.function()) {
      case MAX -> x.amax(axes, keeps);
      case MEAN -> op.x().elementType().isFloat() ? x.mean(axes, keeps, type) : mean(op, x);
      case MIN -> x.amin(axes, keeps);
      case PRODUCT -> product(x, op.axes(), keeps, type);
      case SUM -> x.sum(axes, keeps, type);
    };
  }

  /** Toward zero. */
  private static Tensor mean(Reduce op, Tensor integers) {
    ScalarTypeOptional wide = new ScalarTypeOptional(ScalarType.Long);
    Tensor sum = integers.sum(ProductOps.longs(op.axes()), op.keepDims(), wide);
    long count = op.axes().stream().mapToLong(op.x().type()::dim).reduce(1, Math::multiplyExact);
    return sum.div(new Scalar(count), new StringViewOptional(new BytePointer("trunc")))
        .to(integers.scalar_type());
  }

  private static Tensor product(
      Tensor x, List<Integer> axes, boolean keeps, ScalarTypeOptional type) {
    Tensor result = x;
    for (int axis : axes.stream().sorted(Comparator.reverseOrder()).toList()) {
      result = result.prod(axis, keeps, type);
    }
    return result;
  }

  static Tensor softmax(Softmax op, Pass pass) {
    Tensor x = pass.of(op.x());
    return op.log() ? torch.log_softmax(x, op.axis()) : torch.softmax(x, op.axis());
  }

  static Tensor normalize(Normalize op, Pass pass) {
    Tensor x = pass.of(op.x());
    long[] axes = ProductOps.longs(op.axes());
    ScalarTypeOptional type = new ScalarTypeOptional(Transfer.elements(op.x().elementType()));
    Tensor centred = axes.length == 0 ? x.sub(x) : x.sub(x.mean(axes, true, type));
    Tensor squares = centred.mul(centred);
    Tensor variance = axes.length == 0 ? squares : squares.mean(axes, true, type);
    Tensor deviation = variance.add(new Scalar(op.epsilon())).sqrt();
    return centred.div(deviation).mul(pass.of(op.scale())).add(pass.of(op.shift()));
  }

  static Tensor batchNorm(BatchNorm op, Pass pass) {
    long[] channels = new long[op.x().shape().rank()];
    Arrays.fill(channels, 1);
    channels[1] = op.x().type().dim(1);
    Tensor deviation = pass.of(op.variance()).add(new Scalar(op.epsilon())).sqrt();
    Tensor gain = pass.of(op.scale()).div(deviation).reshape(channels);
    Tensor centred = pass.of(op.x()).sub(pass.of(op.mean()).reshape(channels));
    return pass.of(op.shift()).reshape(channels).addcmul(centred, gain);
  }
}
