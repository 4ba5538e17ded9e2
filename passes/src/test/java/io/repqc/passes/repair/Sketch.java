package io.repqc.passes.repair;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A network that grows layer by layer, with seeded numbers; and the same on coarse integers. */
final class Sketch {
  private final Random random;
  private final Value input;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private Value last;
  private int next;

  Sketch(long seed, int... input) {
    random = new Random(seed);
    this.input = Value.of("x", new Input(TensorType.f32(input), true));
    last = this.input;
  }

  Sketch convolution(int outputs, int kernel, int groups) {
    int rank = last.shape().rank() - 2;
    List<Integer> border = Collections.nCopies(rank, kernel / 2);
    List<Integer> ones = Collections.nCopies(rank, 1);
    return convolution(outputs, kernel, groups, new Window(ones, ones, border, border));
  }

  Sketch convolution(int outputs, int kernel, int groups, Window window) {
    List<Integer> dims = new ArrayList<>(List.of(outputs, last.type().dim(1) / groups));
    dims.addAll(Collections.nCopies(window.rank(), kernel));
    Value weight = parameter(dims);
    return then(new Convolution(last, weight, parameter(List.of(outputs)), window, groups));
  }

  Sketch linear(int outputs) {
    int inputs = last.type().dim(last.shape().rank() - 1);
    Value weight = parameter(List.of(outputs, inputs));
    return then(new Linear(last, weight, parameter(List.of(outputs))));
  }

  Sketch relu() {
    return then(Clamp.relu(last));
  }

  Sketch then(Op op) {
    last = Value.of("v" + next++, op);
    return this;
  }

  Value last() {
    return last;
  }

  /** Numbers whose size differs from one output channel to the other. */
  private Value parameter(List<Integer> dims) {
    TensorType type = new TensorType(ElementType.F32, new Shape(dims));
    Value value = Value.of("p" + next++, new Parameter(type, true));
    int row = type.shape().count(1, type.rank());
    double[] sizes =
        IntStream.range(0, dims.get(0)).mapToDouble(i -> Math.exp(random.nextGaussian())).toArray();
    parameters.put(
        value.name(), Tensor.generate(type, i -> sizes[i / row] * random.nextGaussian()));
    return value;
  }

  Model model() {
    return new Model(
        new Graph("sketch", List.of(input), List.of(new Output("y", last))), parameters);
  }

  /** Seeded inputs whose numbers rise and fall together, as those of images do. */
  List<Map<String, Tensor>> data(int... batches) {
    List<Map<String, Tensor>> data = new ArrayList<>();
    for (int size : batches) {
      TensorType type = input.type().with(input.shape().with(0, size));
      int item = type.shape().count() / size;
      double[] common = random.doubles(size, -2, 4).toArray();
      data.add(
          Map.of("x", Tensor.generate(type, i -> common[i / item] + 0.5 * random.nextGaussian())));
    }
    return data;
  }

  /** The layers of a model on weights of {@code bits} with a scale for each output. */
  static Model quantized(Model model, int bits, float biasScale) {
    return quantized(model, bits, biasScale, true);
  }

  static Model quantized(Model model, int bits, float biasScale, boolean isPerChannel) {
    Map<String, Tensor> parameters = new LinkedHashMap<>(model.parameters());
    Graph graph =
        new Rewrite(model.graph())
            .each(
                (value, op) -> {
                  Value kept = Rewrite.keep(value, op);
                  return Layer.of(kept)
                      .map(
                          layer ->
                              quantized(layer, model, bits, biasScale, isPerChannel, parameters))
                      .orElse(kept);
                });
    return new Model(graph, parameters);
  }

  private static Value quantized(
      Layer layer,
      Model model,
      int bits,
      float biasScale,
      boolean isPerChannel,
      Map<String, Tensor> parameters) {
    Tensor weight = model.parameter(layer.weight());
    Tensor bias = model.parameter(layer.bias());
    float[] scales = new float[layer.outputs()];
    for (int i = 0; i < weight.count(); i++) {
      float needed = Math.abs(weight.floats()[i]) / ((1 << bits - 1) - 1);
      scales[layer.output(i)] = Math.max(scales[layer.output(i)], needed);
    }
    if (!isPerChannel) {
      float largest =
          (float) IntStream.range(0, scales.length).mapToDouble(i -> scales[i]).max().orElseThrow();
      Arrays.fill(scales, largest);
    }
    float[] biasScales = new float[layer.outputs()];
    Arrays.fill(biasScales, biasScale);
    return layer.with(
        integers(layer.weight(), ElementType.I8, weight, scales, parameters),
        integers(layer.bias(), ElementType.I32, bias, biasScales, parameters));
  }

  private static Value integers(
      Value value,
      ElementType storage,
      Tensor numbers,
      float[] scales,
      Map<String, Tensor> parameters) {
    String name = value.name();
    TensorType type = value.type().with(storage);
    int row = numbers.count() / scales.length;
    parameters.put(
        name + ".q",
        Tensor.generateIntegers(
            type, i -> (long) Math.rint(numbers.floats()[i] / scales[i / row])));
    return Value.of(
        name + ".dequantized",
        new Dequantize(
            Value.of(name + ".q", new Parameter(type, false)),
            Value.of(name + ".scale", new Constant(Tensor.f32(Shape.of(scales.length), scales))),
            Value.of(name + ".zero", new Constant(Tensor.scalar(storage, 0))),
            0));
  }

  /** What each value is on some inputs, by name. */
  static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) {
    Model fitting = model.withBatch(inputs.get("x").shape().dim(0));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    new Interpreter(fitting, Interpreter.Evaluation.REFERENCE)
        .run(inputs, (value, tensor) -> tensors.put(value.name(), tensor));
    return tensors;
  }
}
