package io.repqc.tune.torch;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Sampling;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Sampling at other sizes by the op's own samples: along each axis that is a product with a matrix,
 * or where nothing is mixed, a choice.
 */
final class ResizeOps {
  private ResizeOps() {}

  static Tensor resize(Resize op, Pass pass) {
    Tensor result = pass.of(op.x()).alias();
    for (int i = op.axes().size() - 1; i >= 0; i--) {
      result = alongAxis(op, result, i);
    }
    return result;
  }

  private static Tensor alongAxis(Resize op, Tensor x, int i) {
    int axis = op.axes().get(i);
    List<Sampling.Sample> samples = op.samples(i);
    boolean isInside = samples.stream().allMatch(sample -> sample.indices().length > 0);
    if (op.sampling().mode() == ResizeMode.NEAREST && isInside) {
      long[] chosen = samples.stream().mapToLong(sample -> sample.indices()[0]).toArray();
      return x.index_select(axis, Transfer.indices(chosen));
    }
    Tensor product = x.movedim(axis, -1).matmul(matrix(op, samples, i));
    Tensor inside = isInside ? product : product.add(outside(op, samples));
    return inside.movedim(-1, axis);
  }

  /** Column by column what each place in the result is made of. */
  private static Tensor matrix(Resize op, List<Sampling.Sample> samples, int i) {
    int columns = samples.size();
    int rows = op.x().type().dim(op.axes().get(i));
    double[] weights = new double[rows * columns];
    for (int column = 0; column < columns; column++) {
      Sampling.Sample sample = samples.get(column);
      for (int tap = 0; tap < sample.indices().length; tap++) {
        weights[sample.indices()[tap] * columns + column] += sample.weights()[tap];
      }
    }
    return constant(op, weights, rows, columns);
  }

  private static Tensor outside(Resize op, List<Sampling.Sample> samples) {
    double[] numbers =
        samples.stream()
            .mapToDouble(sample -> sample.indices().length > 0 ? 0 : op.sampling().extrapolation())
            .toArray();
    return constant(op, numbers, numbers.length);
  }

  private static Tensor constant(Resize op, double[] numbers, int... dims) {
    ElementType elements = op.x().elementType();
    TensorType type = new TensorType(elements, Shape.of(dims));
    return Transfer.toTorch(io.repqc.ir.Tensor.generate(type, i -> numbers[i]));
  }
}
