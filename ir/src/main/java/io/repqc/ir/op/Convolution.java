package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * Convolution over one to three spatial axes, zeros in the border. The weight is [output channels,
 * input channels of a group, kernel...]; integers accumulate in their own type and wrap. Quantized
 * operands make exact sums in i32, of which the bias is one from the start.
 */
public record Convolution(Value x, Value weight, Value bias, Window window, int groups)
    implements Op {
  @Override
  public TensorType inferType() {
    Products products = products();
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
    return products.type(Spatial.join(x.type().dim(0), channels, positions), 0, 1);
  }

  /** The spatial shape of the kernel. */
  public Shape kernel() {
    return Spatial.of(weight.shape());
  }

  /** By how many bits the scale of a quantized bias is finer than that of the products. */
  public int finerBits() {
    return products().finerBits();
  }

  private Products products() {
    return Products.of("convolution", x, weight, bias);
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    TensorType type = inferType();
    int positions = Spatial.of(type.shape()).count();
    int mostTerms = weight.shape().count(1, weight.shape().rank());
    return new ProductSums(type, mostTerms, finerBits(), terms(type))
        .evaluate(
            operands.apply(x),
            operands.apply(weight),
            operands.apply(bias),
            i -> i / positions % type.dim(1));
  }

  /** Every tap inside the input, of every input channel of the group. */
  private ProductSums.Terms terms(TensorType type) {
    Shape spatial = Spatial.of(type.shape());
    int positions = spatial.count();
    int[] taps = window.taps(Spatial.of(x.shape()), kernel(), spatial);
    int size = kernel().count();
    int plane = Spatial.of(x.shape()).count();
    int groupInputs = weight.type().dim(1);
    int groupOutputs = type.dim(1) / groups;
    return (output, from, with) -> {
      int firstTap = output % positions * size;
      int channel = output / positions % type.dim(1);
      int batch = output / positions / type.dim(1);
      int firstInput = batch * x.type().dim(1) + channel / groupOutputs * groupInputs;
      int count = 0;
      for (int input = 0; input < groupInputs; input++) {
        for (int tap = 0; tap < size; tap++) {
          if (taps[firstTap + tap] >= 0) {
            from[count] = (firstInput + input) * plane + taps[firstTap + tap];
            with[count++] = (channel * groupInputs + input) * size + tap;
          }
        }
      }
      return count;
    };
  }
}
