package io.repqc.tune.torch;

import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Sums of products. */
final class ProductOps {
  private ProductOps() {}

  static Tensor linear(Linear op, Pass pass) {
    return torch.linear(pass.of(op.x()), pass.of(op.weight()), pass.of(op.bias()));
  }

  static Tensor matMul(MatMul op, Pass pass) {
    return pass.of(op.left()).matmul(pass.of(op.right()));
  }

  static Tensor convolution(Convolution op, Pass pass) {
    Window window = op.window();
    Tensor x = pass.of(op.x());
    List<Integer> padding = window.before();
    if (!isEven(op)) {
      padding = Collections.nCopies(window.rank(), 0);
      x = Borders.pad(x, window.before(), window.after(), 0);
    }
    return torch.convolution(
        x,
        pass.of(op.weight()),
        new TensorOptional(pass.of(op.bias())),
        longs(window.strides()),
        longs(padding),
        longs(window.dilations()),
        false,
        new long[window.rank()],
        op.groups());
  }

  /** Whether the border might be as wide behind as before, and no kernel would notice. */
  private static boolean isEven(Convolution op) {
    Window window = op.window();
    boolean isWiderBefore =
        IntStream.range(0, window.rank())
            .allMatch(i -> window.before().get(i) >= Math.max(0, window.after().get(i)));
    if (!isWiderBefore) {
      return false;
    }
    Window even =
        new Window(window.strides(), window.dilations(), window.before(), window.before());
    return new Convolution(op.x(), op.weight(), op.bias(), even, op.groups())
        .inferType()
        .equals(op.inferType());
  }

  /** All that the kernels reach; then the border is cut off, or added where it is negative. */
  static Tensor transposed(TransposedConvolution op, Pass pass) {
    Window window = op.window();
    Tensor whole =
        torch.convolution(
            pass.of(op.x()),
            pass.of(op.weight()),
            new TensorOptional(),
            longs(window.strides()),
            new long[window.rank()],
            longs(window.dilations()),
            true,
            new long[window.rank()],
            op.groups());
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < window.rank(); axis++) {
      before.add(-window.before().get(axis));
      after.add(op.outputPadding().get(axis) - window.after().get(axis));
    }
    long[] channels = new long[window.rank() + 2];
    Arrays.fill(channels, 1);
    channels[1] = op.bias().type().dim(0);
    return Borders.pad(whole, before, after, 0).add(pass.of(op.bias()).reshape(channels));
  }

  static long[] longs(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).toArray();
  }
}
