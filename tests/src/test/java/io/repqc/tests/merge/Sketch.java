package io.repqc.tests.merge;

import io.repqc.ir.ElementType;
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
import io.repqc.ir.op.Expand;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pad;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Slice;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** A network in double that grows value by value; the numbers of its parameters are seeded. */
final class Sketch {
  private static final double EPSILON = 1e-5;

  private final Random random;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private int next;

  Sketch(long seed) {
    this.random = new Random(seed);
  }

  Value input(Integer... dims) {
    Value input = of(new Input(type(dims), true));
    inputs.add(input);
    return input;
  }

  Sketch output(Value value) {
    outputs.add(new Output("y" + outputs.size(), value));
    return this;
  }

  Model model() {
    return new Model(new Graph("sketch", inputs, outputs), parameters);
  }

  Value of(Op op) {
    return Value.of("v" + next++, op);
  }

  Value trained(Integer... dims) {
    return parameter(true, random::nextGaussian, dims);
  }

  /** A parameter that has this number everywhere so far. */
  Value trainedTo(double number, Integer... dims) {
    return parameter(true, () -> number, dims);
  }

  Value constant(double number, Integer... dims) {
    return of(new Constant(Tensor.fill(type(dims), number)));
  }

  Value constants(List<Double> numbers, Integer... dims) {
    return of(new Constant(Tensor.generate(type(dims), numbers::get)));
  }

  private Value parameter(boolean isTrained, DoubleSupplier number, Integer... dims) {
    TensorType type = type(dims);
    Value value = of(new Parameter(type, isTrained));
    parameters.put(value.name(), Tensor.generate(type, i -> number.getAsDouble()));
    return value;
  }

  private static TensorType type(Integer... dims) {
    return new TensorType(ElementType.F64, new Shape(Arrays.asList(dims)));
  }

  Value convolution(Value x, int outputs, Filter filter) {
    List<Integer> dims = new ArrayList<>(List.of(outputs, x.type().dim(1) / filter.groups()));
    dims.addAll(filter.size());
    return convolution(x, trained(dims.toArray(Integer[]::new)), filter);
  }

  Value convolution(Value x, Value weight, Filter filter) {
    int outputs = weight.type().dim(0);
    Value bias = filter.isBiased() ? trained(outputs) : constant(0, outputs);
    return of(new Convolution(x, weight, bias, filter.window(), filter.groups()));
  }

  Value linear(Value x, int outputs) {
    return of(new Linear(x, trained(outputs, x.type().dim(1)), trained(outputs)));
  }

  /** BatchNorm as evaluated: statistics are numbers, scale and shift are trained. */
  Value norm(Value x) {
    int channels = x.type().dim(1);
    Value mean = parameter(false, random::nextGaussian, channels);
    Value variance = parameter(false, () -> 0.5 + random.nextDouble(), channels);
    return of(new BatchNorm(x, trained(channels), trained(channels), mean, variance, EPSILON));
  }

  /** What this BatchNorm makes of zero, as an expression of its parameters. */
  Value zeroOf(Value norm) {
    BatchNorm op = (BatchNorm) norm.op();
    Value deviation = of(new Unary(UnaryFunction.SQRT, add(op.variance(), constant(EPSILON))));
    return subtract(op.shift(), divide(multiply(op.mean(), op.scale()), deviation));
  }

  Value biasOf(Value convolution) {
    return ((Convolution) convolution.op()).bias();
  }

  Value average(Value x, Filter filter, boolean countsBorder) {
    return of(
        new Pool(PoolFunction.AVERAGE, x, filter.size(), filter.window(), false, countsBorder));
  }

  /** A border of {@code width} on each spatial axis. */
  Value pad(Value x, PadMode mode, double fill, Integer... width) {
    List<Integer> all = new ArrayList<>(List.of(0, 0));
    all.addAll(Arrays.asList(width));
    return of(new Pad(mode, x, all, all, fill));
  }

  /** A border that holds a number for each channel, as exporters write it. */
  Value bordered(Value x, Value numbers, Integer... width) {
    Value border = byChannel(numbers, x);
    return add(pad(subtract(x, border), PadMode.CONSTANT, 0, width), border);
  }

  /** The same border, as other exporters write it: joined to each side. */
  Value joined(Value x, Value numbers) {
    Value rows = x;
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      List<Integer> dims = new ArrayList<>(rows.shape().dims());
      dims.set(0, 0);
      dims.set(axis, 1);
      Value side = of(new Expand(byChannel(numbers, x), rows, dims));
      rows = concat(axis, side, rows, side);
    }
    return rows;
  }

  /** A number a channel as it broadcasts to {@code x}. */
  Value byChannel(Value numbers, Value x) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(x.shape().rank(), 1));
    dims.set(1, numbers.type().dim(0));
    return of(new Reshape(numbers, dims));
  }

  Value slice(Value x, int axis, int start, int count) {
    return of(Slice.along(x, axis, start, count));
  }

  Value concat(int axis, Value... parts) {
    return of(new Concat(List.of(parts), axis));
  }

  Value add(Value left, Value right) {
    return of(new Binary(BinaryFunction.ADD, left, right));
  }

  Value subtract(Value left, Value right) {
    return of(new Binary(BinaryFunction.SUB, left, right));
  }

  Value multiply(Value left, Value right) {
    return of(new Binary(BinaryFunction.MUL, left, right));
  }

  Value divide(Value left, Value right) {
    return of(new Binary(BinaryFunction.DIV, left, right));
  }

  Value sum(List<Value> values) {
    return values.stream().reduce(this::add).orElseThrow();
  }

  Value relu(Value x) {
    return of(Clamp.relu(x));
  }

  /** The unit kernel of one tap for {@code channels} in {@code groups}. */
  Value unit(int channels, int groups) {
    int inputs = channels / groups;
    List<Double> numbers =
        IntStream.range(0, channels * inputs)
            .mapToObj(i -> i / inputs % inputs == i % inputs ? 1.0 : 0.0)
            .toList();
    return constants(numbers, channels, inputs, 1, 1);
  }
}
