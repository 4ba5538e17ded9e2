package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The adjoint of {@link Convolution}: each input element adds a scaled kernel to the output. The
 * weight is [input channels, output channels of a group, kernel...]; {@code outputPadding} more
 * elements are kept after each axis.
 */
public record TransposedConvolution(
    Value x, Value weight, Value bias, Window window, List<Integer> outputPadding, int groups)
    implements Op {
  public TransposedConvolution {
    outputPadding = List.copyOf(outputPadding);
  }

  @Override
  public TensorType inferType() {
    Products products = products();
    IrException.check(
        x.elementType().isFloat() || x.type().quantization().isPresent(),
        "transposed_convolution: %s is neither float nor quantized",
        x);
    Spatial.checkInput("transposed_convolution", x, window);
    Spatial.checkWeight("transposed_convolution", weight, x, groups);
    IrException.check(
        weight.type().dim(0) == x.type().dim(1),
        "transposed_convolution: the weight %s has %d input channels, the input %s has %d",
        weight,
        weight.type().dim(0),
        x,
        x.type().dim(1));
    Checks.hasLength("transposed_convolution: output padding", outputPadding, window.rank());
    int channels = weight.type().dim(1) * groups;
    Checks.hasShape("transposed_convolution: bias", bias, Shape.of(channels));
    return products.type(Spatial.join(x.type().dim(0), channels, outputSpatial()), 1, 1);
  }

  /** The spatial shape of the kernel. */
  public Shape kernel() {
    return Spatial.of(weight.shape());
  }

  private Shape outputSpatial() {
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < window.rank(); axis++) {
      long size =
          (x.type().dim(axis + 2) - 1L) * window.strides().get(axis)
              + (kernel().dim(axis) - 1L) * window.dilations().get(axis)
              + 1
              + outputPadding.get(axis)
              - window.before().get(axis)
              - window.after().get(axis);
      IrException.check(
          size >= 0 && size <= Integer.MAX_VALUE,
          "transposed_convolution: axis %d would have size %d",
          axis + 2,
          size);
      dims.add((int) size);
    }
    return new Shape(dims);
  }

  /** By how many bits the scale of a quantized bias is finer than that of the products. */
  public int finerBits() {
    return products().finerBits();
  }

  private Products products() {
    return Products.of("transposed_convolution", x, weight, bias);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    double[] input = factors(operands.apply(x));
    double[] kernels = factors(operands.apply(weight));
    int unit = 1 << finerBits();
    Tensor start = operands.apply(bias);
    int plane = Spatial.of(x.shape()).count();
    int outputPlane = outputSpatial().count();
    int size = kernel().count();
    int[] taps = window.taps(outputSpatial(), kernel(), Spatial.of(x.shape()));
    int inputChannels = x.type().dim(1);
    int outputChannels = type.dim(1);
    int groupInputs = inputChannels / groups;
    int groupOutputs = outputChannels / groups;
    double[] sums = new double[type.shape().count()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = start.number(i / outputPlane % outputChannels);
    }
    for (int from = 0; from < input.length; from++) {
      int channel = from / plane % inputChannels;
      int batch = from / plane / inputChannels;
      int firstOutput = batch * outputChannels + channel / groupInputs * groupOutputs;
      for (int group = 0; group < groupOutputs; group++) {
        for (int tap = 0; tap < size; tap++) {
          int at = taps[from % plane * size + tap];
          if (at >= 0) {
            sums[(firstOutput + group) * outputPlane + at] +=
                input[from] * kernels[(channel * groupOutputs + group) * size + tap] * unit;
          }
        }
      }
    }
    return Tensor.generate(type, i -> sums[i]);
  }

  /** Sums of small integers are exact in double. */
  private static double[] factors(Tensor tensor) {
    return tensor.type().quantization().isPresent()
        ? Arrays.stream(tensor.toSteps()).asDoubleStream().toArray()
        : tensor.toNumbers();
  }
}
