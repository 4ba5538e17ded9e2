package io.repqc.tests.merge;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Gather;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The kernel of an OREPA block, which its authors compute from six factors in each step. */
final class OnlineWeights {
  private static final int MULTIPLIER = 2;

  private final Sketch sketch;
  private final Block.Place place;
  private final int outputs;
  private final int inputs;

  OnlineWeights(Sketch sketch, Block.Place place) {
    this.sketch = sketch;
    this.place = place;
    this.outputs = place.channels();
    this.inputs = place.channels() / place.groups();
  }

  /** The sum of the six, each with a trained factor for each output channel. */
  Value kernel() {
    List<Value> parts =
        List.of(
            sketch.trained(outputs, inputs, 3, 3),
            sketch.multiply(oneTap(), sketch.constant(1.0 / 9, 1, 1, 3, 3)),
            sketch.multiply(oneTap(), prior()),
            product(),
            sketch.pad(oneTap(), PadMode.CONSTANT, 0, 1, 1),
            separable());
    Value factors = sketch.trained(parts.size(), outputs);
    List<Value> scaled = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      scaled.add(sketch.multiply(parts.get(i), row(factors, i)));
    }
    return sketch.sum(scaled);
  }

  private Value oneTap() {
    return sketch.trained(outputs, inputs, 1, 1);
  }

  private Value row(Value factors, int number) {
    Tensor index =
        Tensor.generateIntegers(new TensorType(ElementType.I64, Shape.SCALAR), i -> number);
    Value row = sketch.of(new Gather(factors, sketch.of(new Constant(index)), 0));
    return sketch.of(new Reshape(row, List.of(outputs, 1, 1, 1)));
  }

  /** Frequencies down in the first half of the channels, across in the second. */
  private Value prior() {
    List<Double> numbers =
        IntStream.range(0, outputs * 9).mapToObj(i -> frequency(i / 9, i % 9 / 3, i % 3)).toList();
    return sketch.constants(numbers, outputs, 1, 3, 3);
  }

  private double frequency(int channel, int row, int column) {
    int half = outputs / 2;
    return channel < half
        ? Math.cos(Math.PI * (row + 0.5) * (channel + 1) / 3)
        : Math.cos(Math.PI * (column + 0.5) * (channel + 1 - half) / 3);
  }

  /** A 1x1 kernel near the unit and a 3x3 kernel after it, multiplied group by group. */
  private Value product() {
    Value near = sketch.add(oneTap(), sketch.unit(outputs, place.groups()));
    Value first = sketch.of(new Reshape(near, List.of(outputs, inputs)));
    Value second = sketch.trained(outputs, inputs, 3, 3);
    List<Value> groups = new ArrayList<>();
    for (int start = 0; start < outputs; start += inputs) {
      groups.add(
          product(sketch.slice(first, 0, start, inputs), sketch.slice(second, 0, start, inputs)));
    }
    return sketch.of(new Concat(groups, 0));
  }

  private Value product(Value first, Value second) {
    Value flat = sketch.of(new Reshape(second, List.of(inputs, inputs, 9)));
    Value taps = sketch.of(new Transpose(flat, List.of(0, 2, 1)));
    Value products = sketch.of(new MatMul(taps, first));
    Value back = sketch.of(new Transpose(products, List.of(0, 2, 1)));
    return sketch.of(new Reshape(back, List.of(inputs, inputs, 3, 3)));
  }

  /** A depthwise kernel of several outputs a channel, then a pointwise one. */
  private Value separable() {
    Value depthwise = sketch.trained(1, inputs, MULTIPLIER, 3, 3);
    Value pointwise = sketch.trained(outputs, inputs, MULTIPLIER, 1, 1);
    return sketch.of(
        new Reduce(ReduceFunction.SUM, sketch.multiply(pointwise, depthwise), List.of(2), false));
  }

  /** Three 3x3 kernels correlated with each other: not what the three convolutions would do. */
  Value largeKernel() {
    Value kernel = sketch.trained(outputs, inputs, 3, 3);
    for (int i = 0; i < 2; i++) {
      Value swapped = sketch.of(new Transpose(kernel, List.of(1, 0, 2, 3)));
      Value longer = sketch.convolution(swapped, outputs, Filter.of(3, 3).border(2, 2));
      kernel = sketch.of(new Transpose(longer, List.of(1, 0, 2, 3)));
    }
    return kernel;
  }
}
