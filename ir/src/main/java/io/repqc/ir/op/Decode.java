package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.Function;

/**
 * The numbers that quantized integers stand for, {@code (q - zeroPoint) * scale}, both factors
 * rounded to {@code elements} first: the way out of an integer graph.
 */
public record Decode(Value x, ElementType elements) implements Op {
  @Override
  public TensorType inferType() {
    IrException.check(x.type().quantization().isPresent(), "decode: %s is not quantized", x);
    IrException.check(elements.isFloat(), "decode: %s is no float", elements);
    return new TensorType(elements, x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    int[] steps = operands.apply(x).toSteps();
    Quantization from = x.type().quantization();
    int channels = from.scales().size();
    int run = channels == 1 ? steps.length : x.shape().count(from.axis() + 1, x.type().rank());
    double[] numbers = new double[steps.length];
    for (int start = 0, channel = 0; start < steps.length; start += run, channel++) {
      double scale = rounded(from.scale(channel % channels));
      for (int i = start; i < start + run; i++) {
        numbers[i] = rounded(steps[i]) * scale;
      }
    }
    return Tensor.generate(inferType(), i -> numbers[i]);
  }

  private double rounded(double factor) {
    return elements == ElementType.F32 ? (float) factor : factor;
  }
}
