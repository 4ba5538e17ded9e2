package io.repqc.tests.random;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Transpose;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trained network in floats in the making; its activations deviate by about 1. */
final class FloatSketch {
  private static final float SIX = 6;
  private static final double BIAS_DEVIATION = 0.3;

  private final Chance chance;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private int count;

  FloatSketch(Chance chance) {
    this.chance = chance;
  }

  Chance chance() {
    return chance;
  }

  Value input(Shape shape) {
    TensorType type = TensorType.f32(shape.toArray());
    Value input = Value.of("input " + inputs.size(), new Input(type, true));
    inputs.add(input);
    return input;
  }

  void output(Value value) {
    outputs.add(new Output("output " + outputs.size(), value));
  }

  Model model() {
    return new Model(new Graph("random", inputs, outputs), parameters);
  }

  Value add(Op op) {
    return Value.of(OpSchema.mnemonic(op) + " " + count++, op);
  }

  Value constant(double number, int... dims) {
    return add(new Constant(Tensor.fill(TensorType.f32(dims), number)));
  }

  /** A parameter of numbers with this mean and deviation. */
  Value trained(double mean, double deviation, int... dims) {
    TensorType type = TensorType.f32(dims);
    Value value = Value.of("trained " + count++, new Parameter(type, true));
    parameters.put(value.name(), Tensor.generate(type, i -> mean + deviation * chance.normal()));
    return value;
  }

  /** A square kernel; the border keeps the size at stride 1. */
  Value convolution(Value x, int outputs, int kernel, int stride, int groups) {
    int rank = x.shape().rank() - 2;
    List<Integer> dims = new ArrayList<>(List.of(outputs, x.type().dim(1) / groups));
    dims.addAll(Collections.nCopies(rank, kernel));
    Shape shape = new Shape(dims);
    List<Integer> border = Collections.nCopies(rank, kernel / 2);
    Window window =
        new Window(Collections.nCopies(rank, stride), Collections.nCopies(rank, 1), border, border);
    Value weight = weight(shape, shape.count(1, shape.rank()));
    return add(new Convolution(x, weight, bias(outputs), window, groups));
  }

  Value weight(Shape shape, int terms) {
    return trained(0, 1.2 / Math.sqrt(terms), shape.toArray());
  }

  Value bias(int channels) {
    return chance.oneIn(5) ? constant(0, channels) : trained(0, BIAS_DEVIATION, channels);
  }

  Value linear(Value x, int outputs) {
    int inputs = x.type().dim(x.shape().rank() - 1);
    return add(new Linear(x, weight(Shape.of(outputs, inputs), inputs), bias(outputs)));
  }

  Value norm(Value x) {
    int channels = x.type().dim(1);
    return add(
        new BatchNorm(
            x,
            trained(1, 0.2, channels),
            trained(0, 0.2, channels),
            trained(0, 0.2, channels),
            trained(1, 0.05, channels),
            1e-5));
  }

  Value binary(BinaryFunction function, Value left, Value right) {
    return add(new Binary(function, left, right));
  }

  Value sum(Value left, Value right) {
    return binary(BinaryFunction.ADD, left, right);
  }

  Value curve(UnaryFunction function, Value x) {
    return add(new Unary(function, x, 0, 0));
  }

  Value reshape(Value x, Integer... dims) {
    return add(new Reshape(x, List.of(dims)));
  }

  Value transpose(Value x, Integer... permutation) {
    return add(new Transpose(x, List.of(permutation)));
  }

  Value concat(int axis, Value... parts) {
    return add(new Concat(List.of(parts), axis));
  }

  /** Any of the functions that follow layers, or none. */
  Value activation(Value x) {
    return switch (chance.between(0, 11)) {
      case 0, 1, 2 -> add(Clamp.relu(x));
      case 3, 4 -> add(new Clamp(x, 0, SIX));
      case 5 -> binary(BinaryFunction.PRELU, x, constant(0.1));
      case 6 -> binary(BinaryFunction.PRELU, x, slopes(x));
      case 7 ->
          curve(chance.one(UnaryFunction.HARD_SWISH, UnaryFunction.GELU, UnaryFunction.TANH), x);
      case 8 -> binary(BinaryFunction.MUL, x, curve(UnaryFunction.SIGMOID, x));
      default -> x;
    };
  }

  /** One for each channel, as it broadcasts. */
  private Value slopes(Value x) {
    int rank = x.shape().rank();
    if (rank < 3) {
      return constant(0.2);
    }
    int[] dims = new int[rank - 1];
    Arrays.fill(dims, 1);
    dims[0] = x.type().dim(1);
    return trained(0.2, 0.1, dims);
  }
}
