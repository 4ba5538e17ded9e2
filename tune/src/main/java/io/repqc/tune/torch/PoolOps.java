package io.repqc.tune.torch;

import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The largest element or the average of each window. */
final class PoolOps {
  private PoolOps() {}

  static Tensor pool(Pool op, Pass pass) {
    Tensor x = pass.of(op.x());
    if (op.function() == PoolFunction.MAX) {
      return isPlain(op)
          ? largest(op, x, op.window().before())
          : largest(op, bordered(op, x, Double.NEGATIVE_INFINITY), none(op));
    }
    boolean isDilated = Collections.max(op.window().dilations()) > 1;
    return isPlain(op) && !isDilated ? average(op, x) : quotient(op, x);
  }

  /** Whether libtorch knows such a border. */
  private static boolean isPlain(Pool op) {
    Window window = op.window();
    for (int axis = 0; axis < window.rank(); axis++) {
      int border = window.before().get(axis);
      if (border != window.after().get(axis) || border < 0 || 2 * border > op.size().get(axis)) {
        return false;
      }
    }
    return !op.ceil();
  }

  private static List<Integer> none(Pool op) {
    return Collections.nCopies(op.window().rank(), 0);
  }

  /** x with just as much border as the windows reach. */
  private static Tensor bordered(Pool op, Tensor x, double fill) {
    return Borders.pad(x, op.window().before(), reached(op), fill);
  }

  private static List<Integer> reached(Pool op) {
    Window window = op.window();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < window.rank(); axis++) {
      int positions = op.inferType().dim(axis + 2);
      int span = window.dilations().get(axis) * (op.size().get(axis) - 1) + 1;
      int end = (positions - 1) * window.strides().get(axis) + span;
      after.add(end - window.before().get(axis) - op.x().type().dim(axis + 2));
    }
    return after;
  }

  private static Tensor largest(Pool op, Tensor x, List<Integer> border) {
    long[] size = ProductOps.longs(op.size());
    long[] strides = ProductOps.longs(op.window().strides());
    long[] padding = ProductOps.longs(border);
    long[] dilations = ProductOps.longs(op.window().dilations());
    return switch (op.window().rank()) {
      case 1 -> torch.max_pool1d(x, size, strides, padding, dilations, false);
      case 2 -> torch.max_pool2d(x, size, strides, padding, dilations, false);
      default -> torch.max_pool3d(x, size, strides, padding, dilations, false);
    };
  }

  private static Tensor average(Pool op, Tensor x) {
    long[] size = ProductOps.longs(op.size());
    long[] strides = ProductOps.longs(op.window().strides());
    long[] border = ProductOps.longs(op.window().before());
    boolean counts = op.countPadding();
    LongOptional divisor = new LongOptional();
    return switch (op.window().rank()) {
      case 1 -> torch.avg_pool1d(x, size, strides, border, false, counts);
      case 2 -> torch.avg_pool2d(x, size, strides, border, false, counts, divisor);
      default -> torch.avg_pool3d(x, size, strides, border, false, counts, divisor);
    };
  }

  /** The sum of each window by the sum of ones in the place of all that counts. */
  private static Tensor quotient(Pool op, Tensor x) {
    Window window = op.window();
    long[] plane = Transfer.dims(op.x().shape());
    plane[0] = 1;
    plane[1] = 1;
    Tensor ones = torch.ones_like(x.narrow(0, 0, 1).narrow(1, 0, 1)).detach();
    List<Integer> rest = new ArrayList<>(reached(op));
    Tensor counted;
    if (op.countPadding()) {
      for (int axis = 0; axis < rest.size(); axis++) {
        rest.set(axis, rest.get(axis) - window.after().get(axis));
      }
      Tensor border = Borders.pad(ones, window.before(), window.after(), 1);
      counted = Borders.pad(border, none(op), rest, 0);
    } else {
      counted = Borders.pad(ones, window.before(), rest, 0);
    }
    return sums(op, bordered(op, x, 0)).div(sums(op, counted));
  }

  private static Tensor sums(Pool op, Tensor x) {
    long[] planes = x.shape();
    long[] apart = planes.clone();
    apart[0] = planes[0] * planes[1];
    apart[1] = 1;
    long[] kernel = new long[planes.length];
    Arrays.fill(kernel, 1);
    for (int axis = 0; axis < op.size().size(); axis++) {
      kernel[axis + 2] = op.size().get(axis);
    }
    Window window = op.window();
    Tensor sums =
        torch.convolution(
            x.reshape(apart),
            torch.full(kernel, new Scalar(1.0), x.options()),
            new TensorOptional(),
            ProductOps.longs(window.strides()),
            new long[window.rank()],
            ProductOps.longs(window.dilations()),
            false,
            new long[window.rank()],
            1);
    long[] result = sums.shape();
    result[0] = planes[0];
    result[1] = planes[1];
    return sums.reshape(result);
  }
}
