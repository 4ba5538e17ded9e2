package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Sampling of x at other sizes along {@code axes}, one axis after the other, as ONNX defines
 * Resize. A scale is what the model gave, which the size is rounded from, or else the ratio of the
 * sizes.
 *
 * <p>Of quantized elements, the nearest are moved as they are. A weighted mean is an exact sum in
 * i32: the weights along an axis become integers of k bits with the sum 2^k, and the scale is
 * divided by 2^k for each such axis. That is exact where the ratio of the sizes is a power of two
 * that k bits hold; k is 11 for up to two axes of 8-bit elements, less where i32 asks for it.
 */
public record Resize(
    Value x, List<Integer> axes, List<Integer> sizes, List<Double> scales, Sampling sampling)
    implements Op {
  private static final int MOST_WEIGHT_BITS = 11;

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
    boolean isQuantized = Checks.isQuantized("resize", x);
    IrException.check(
        !isQuantized || sampling.coordinates() != Coordinates.TF_CROP_AND_RESIZE,
        "resize: %s is quantized, and there is no integer form for regions",
        x);
    return isIntegerSum() ? sumType(shape) : x.type().with(shape);
  }

  private TensorType sumType(Shape shape) {
    double largest = x.type().quantization().reach();
    for (int i = 0; i < axes.size(); i++) {
      largest *= samples(i).stream().mapToDouble(Sampling.Sample::magnitude).max().orElse(1);
    }
    Checks.fitsSums("resize", x, largest);
    double scale = Math.scalb(x.type().quantization().scale(0), -weightBits() * weightedAxes());
    return new TensorType(ElementType.I32, shape, Quantization.sums(List.of(scale), 0));
  }

  /** The bits of the weights of quantized elements along each axis that has weights. */
  public int weightBits() {
    int reachBits = Long.SIZE - Long.numberOfLeadingZeros(x.type().quantization().reach());
    int bits = Math.min(MOST_WEIGHT_BITS, (30 - reachBits) / Math.max(1, weightedAxes()));
    IrException.check(bits > 0, "resize: %s leaves no bits of i32 for weights", x);
    return bits;
  }

  /** Along how many axes elements are mixed, and not just moved. */
  private int weightedAxes() {
    return (int) IntStream.range(0, axes.size()).filter(this::isWeighted).count();
  }

  private boolean isWeighted(int i) {
    return realSamples(i).stream().anyMatch(Sampling.Sample::isMixed);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    double[] numbers = numbers(operands.apply(x));
    Shape shape = x.shape();
    for (int i = axes.size() - 1; i >= 0; i--) {
      numbers = resample(numbers, shape, axes.get(i), samples(i));
      shape = shape.with(axes.get(i), sizes.get(i));
    }
    double[] result = numbers;
    return Tensor.generate(type, i -> result[i]);
  }

  /** Whatever is summed of quantized elements is an integer that a double holds exactly. */
  private double[] numbers(Tensor input) {
    return isIntegerSum()
        ? Arrays.stream(input.toSteps()).asDoubleStream().toArray()
        : input.toNumbers();
  }

  private boolean isIntegerSum() {
    return x.type().quantization().isPresent() && sampling.mode() != ResizeMode.NEAREST;
  }

  /**
   * What each place along the i-th of the axes is made of. Where quantized elements are mixed, the
   * weights are integers.
   */
  public List<Sampling.Sample> samples(int i) {
    if (!isIntegerSum() || !isWeighted(i)) {
      return realSamples(i);
    }
    int bits = weightBits();
    return realSamples(i).stream().map(sample -> sample.inIntegers(bits)).toList();
  }

  private List<Sampling.Sample> realSamples(int i) {
    int length = x.type().dim(axes.get(i));
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
