package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Convolution over one to three spatial axes, zeros in the border. The weight is [output channels,
 * input channels of a group, kernel...]; integers accumulate in their own type and wrap.
 */
public record Convolution(Value x, Value weight, Value bias, Window window, int groups)
    implements Op {
  @Override
  public TensorType inferType() {
    ElementType elements = Checks.sameElements("convolution", x, weight, bias);
    Spatial.checkInput("convolution", x, window);
    Spatial.checkWeight("convolution", weight, x, groups);
    IrException.check(
        weight.type().dim(1) * groups == x.type().dim(1),
        "convolution: the weight %s in %d groups has %d input channels, the input %s has %d",
        weight,
        groups,
        weight.type().dim(1) * groups,
        x,
        x.type().dim(1));
    int channels = weight.type().dim(0);
    Checks.hasShape("convolution: bias", bias, Shape.of(channels));
    Shape positions = window.positions(Spatial.of(x.shape()), kernel(), false);
    return new TensorType(elements, Spatial.join(x.type().dim(0), channels, positions));
  }

  /** The spatial shape of the kernel. */
  public Shape kernel() {
    return Spatial.of(weight.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    Tensor input = operands.apply(x);
    Tensor kernels = operands.apply(weight);
    Tensor start = operands.apply(bias);
    Shape positions = Spatial.of(type.shape());
    int[] taps = window.taps(Spatial.of(x.shape()), kernel(), positions);
    int size = kernel().count();
    int plane = Spatial.of(x.shape()).count();
    int outputChannels = type.dim(1);
    int groupInputs = weight.type().dim(1);
    int groupOutputs = outputChannels / groups;
    boolean floats = type.elementType().isFloat();
    double[] sums = new double[floats ? type.shape().count() : 0];
    long[] integers = new long[floats ? 0 : type.shape().count()];
    for (int i = 0; i < type.shape().count(); i++) {
      int position = i % positions.count();
      int channel = i / positions.count() % outputChannels;
      int batch = i / positions.count() / outputChannels;
      int firstInput = batch * x.type().dim(1) + channel / groupOutputs * groupInputs;
      double sum = floats ? start.number(channel) : 0;
      long integer = floats ? 0 : start.integer(channel);
      for (int group = 0; group < groupInputs; group++) {
        for (int tap = 0; tap < size; tap++) {
          int at = taps[position * size + tap];
          if (at < 0) {
            continue;
          }
          int from = (firstInput + group) * plane + at;
          int with = (channel * groupInputs + group) * size + tap;
          if (floats) {
            sum += input.number(from) * kernels.number(with);
          } else {
            integer += input.integer(from) * kernels.integer(with);
          }
        }
      }
      if (floats) {
        sums[i] = sum;
      } else {
        integers[i] = integer;
      }
    }
    return floats
        ? Tensor.generate(type, i -> sums[i])
        : Tensor.generateIntegers(type, i -> integers[i]);
  }
}
