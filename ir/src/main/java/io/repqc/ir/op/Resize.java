package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/**
 * Sampling of x at other sizes along {@code axes}, one axis after the other, as ONNX defines
 * Resize. A scale is what the model gave, which the size is rounded from, or else the ratio of the
 * sizes.
 */
public record Resize(
    Value x, List<Integer> axes, List<Integer> sizes, List<Double> scales, Sampling sampling)
    implements Op {
  public Resize {
    axes = List.copyOf(axes);
    sizes = List.copyOf(sizes);
    scales = List.copyOf(scales);
  }

  @Override
  public TensorType inferType() {
    Checks.areAxes("resize", axes, x.shape().rank());
    Checks.hasLength("resize: sizes", sizes, axes.size());
    Checks.hasLength("resize: scales", scales, axes.size());
    if (sampling.coordinates() == Coordinates.TF_CROP_AND_RESIZE) {
      Checks.hasLength("resize: region", sampling.region(), 2 * axes.size());
    }
    IrException.check(
        scales.stream().allMatch(scale -> scale > 0), "resize: scales %s must be positive", scales);
    Shape shape = x.shape();
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      IrException.check(
          sizes.get(i) == 0 || shape.dim(axis) > 0, "resize: axis %d of %s is empty", axis, x);
      shape = shape.with(axis, sizes.get(i));
    }
    return x.type().with(shape);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    double[] numbers = operands.apply(x).toNumbers();
    Shape shape = x.shape();
    for (int i = axes.size() - 1; i >= 0; i--) {
      int axis = axes.get(i);
      numbers = resample(numbers, shape, axis, samples(i, shape.dim(axis)));
      shape = shape.with(axis, sizes.get(i));
    }
    double[] result = numbers;
    return Tensor.generate(inferType(), i -> result[i]);
  }

  private List<Sampling.Sample> samples(int i, int length) {
    boolean cropped = sampling.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
    double start = cropped ? sampling.region().get(i) : 0;
    double end = cropped ? sampling.region().get(i + axes.size()) : 1;
    return sampling.along(
        new Sampling.Axis(length, sizes.get(i), scales.get(i).floatValue(), start, end));
  }

  private double[] resample(
      double[] numbers, Shape shape, int axis, List<Sampling.Sample> samples) {
    int outer = shape.count(0, axis);
    int inner = shape.count(axis + 1, shape.rank());
    double[] result = new double[outer * samples.size() * inner];
    int next = 0;
    for (int block = 0; block < outer; block++) {
      for (Sampling.Sample sample : samples) {
        for (int column = 0; column < inner; column++) {
          result[next++] = at(sample, numbers, block * shape.dim(axis) * inner + column, inner);
        }
      }
    }
    return result;
  }

  private double at(Sampling.Sample sample, double[] numbers, int first, int stride) {
    if (sample.isOutside()) {
      return sampling.extrapolation();
    }
    double sum = 0;
    for (int tap = 0; tap < sample.indices().length; tap++) {
      sum += sample.weights()[tap] * numbers[first + sample.indices()[tap] * stride];
    }
    return sum;
  }
}
