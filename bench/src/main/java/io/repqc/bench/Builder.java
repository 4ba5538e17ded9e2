package io.repqc.bench;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Puts a network together, layer by layer, with random weights that keep numbers in range. */
final class Builder {
  private static final double SMALLEST_SHARE = 0.6;
  private static final double LARGEST_SHARE = 1.6;

  private final String name;
  private final SplittableRandom random = new SplittableRandom(7);
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private Value input;

  Builder(String name) {
    this.name = name;
  }

  Value input(int... dims) {
    input = Value.of("x", new Input(TensorType.f32(dims), true));
    return input;
  }

  /** A convolution whose border is as large after as before, and at a stride of two one larger. */
  Value convolution(Value x, int channels, int size, int stride, int groups) {
    int before = Math.max(0, size / 2 - (stride - 1));
    int after = size / 2;
    return convolution(
        x, channels, List.of(size, size), stride, List.of(before, before, after, after), groups);
  }

  /** With borders above, left, below and right. */
  Value convolution(
      Value x, int channels, List<Integer> size, int stride, List<Integer> border, int groups) {
    int inputs = x.type().dim(1) / groups;
    Value weight = weight(channels, inputs, size.get(0), size.get(1));
    Window window =
        new Window(
            List.of(stride, stride), List.of(1, 1), border.subList(0, 2), border.subList(2, 4));
    return value(new Convolution(x, weight, bias(channels), window, groups));
  }

  Value linear(Value x, int features) {
    Value weight = weight(features, x.type().dim(1));
    return value(new Linear(x, weight, bias(features)));
  }

  Value relu(Value x) {
    return clamp(x, Double.POSITIVE_INFINITY);
  }

  Value clamp(Value x, double highest) {
    return value(new Clamp(x, 0, highest));
  }

  Value add(Value left, Value right) {
    return value(new Binary(BinaryFunction.ADD, left, right));
  }

  Value mean(Value x) {
    return value(new Reduce(ReduceFunction.MEAN, x, List.of(2, 3), false));
  }

  Model ending(Value output) {
    List<Output> outputs = List.of(new Output("y", output));
    return new Model(new Graph(name, List.of(input), outputs), parameters);
  }

  private Value value(Op op) {
    return Value.of("v" + parameters.size() + "_" + random.nextInt(1 << 20), op);
  }

  private Value weight(int... dims) {
    TensorType type = TensorType.f32(dims);
    int taps = type.shape().count() / dims[0];
    double deviation = Math.sqrt(2.0 / taps);
    double[] shares = random.doubles(dims[0], SMALLEST_SHARE, LARGEST_SHARE).toArray();
    return parameter(
        "weight", Tensor.generate(type, i -> random.nextGaussian() * deviation * shares[i / taps]));
  }

  private Value bias(int channels) {
    TensorType type = TensorType.f32(channels);
    return parameter("bias", Tensor.generate(type, i -> random.nextGaussian() / 10));
  }

  private Value parameter(String role, Tensor numbers) {
    String unique = role + parameters.size();
    parameters.put(unique, numbers);
    return Value.of(unique, new Parameter(numbers.type(), true));
  }
}
