package io.repqc.tune.quantizer;

import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.compiler.tune.TuneSettings.ActivationQuantizer;
import io.repqc.compiler.tune.TuneSettings.InitialRanges;
import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.compiler.tune.TuneSettings.StepRule;
import io.repqc.compiler.tune.TuneSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Pipelines.Statistics;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.tune.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Networks of a pair of quantizer and dequantizer, as they are inserted. */
final class Inserted {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  static Value input(int... dims) {
    return Value.of("x", new Input(new TensorType(ElementType.F32, Shape.of(dims)), true));
  }

  /** A weight of this network, of which each row is a channel. */
  Value weight(Tensor numbers) {
    return parameter("w", numbers, true);
  }

  private Value parameter(String name, Tensor numbers, boolean trainable) {
    parameters.put(name, numbers);
    return Value.of(name, new Parameter(numbers.type(), trainable));
  }

  /** A pair in 8 bits that are signed, for weights; the scales lie along the first axis. */
  Value pair(Value x, int minimum, int maximum, float... scales) {
    return pair(x, ElementType.I8, minimum, maximum, 0, scales);
  }

  Value pair(
      Value x, ElementType storage, int minimum, int maximum, int zeroPoint, float... scales) {
    Shape shape = scales.length == 1 ? Shape.SCALAR : Shape.of(scales.length);
    Value scale = parameter(x.name() + ".scale", Tensor.f32(shape, scales), false);
    Tensor zeros = Tensor.fill(new TensorType(storage, shape), zeroPoint);
    Value zero = Value.of(x.name() + ".zero", new Constant(zeros));
    Op quantize = new Quantize(x, scale, zero, minimum, maximum, 0, storage, false);
    Value integers = Value.of(x.name() + ".quantized", quantize);
    return Value.of(x.name() + ".dequantized", new Dequantize(integers, scale, zero, 0));
  }

  Model model(List<Value> inputs, Value output) {
    Graph graph = new Graph("network", inputs, List.of(new Output("y", output)));
    return new Model(graph, parameters);
  }

  /** A network of one weight, quantized. */
  static Trainee weight(Tensor numbers, WeightQuantizer kind, int bits, float... scales) {
    Inserted network = new Inserted();
    Value weight = network.weight(numbers);
    int most = (1 << (bits - 1)) - 1;
    Value pair = network.pair(weight, bits == 8 ? -most : -most - 1, most, scales);
    return learned(network.model(List.of(), pair), settings(kind, ActivationQuantizer.LSQ));
  }

  /** A network that gives back its input, in unsigned integers. */
  static Trainee activation(
      Shape shape, ActivationQuantizer kind, int bits, int zeroPoint, float scale) {
    Inserted network = new Inserted();
    Value input = input(shape.toArray());
    Value pair = network.pair(input, ElementType.U8, 0, (1 << bits) - 1, zeroPoint, scale);
    return learned(network.model(List.of(input), pair), settings(WeightQuantizer.LSQ, kind));
  }

  static Trainee learned(Model model, TuneSettings settings) {
    return LearnQuantizers.apply(model, settings, Set.of("w"));
  }

  static TuneSettings settings(WeightQuantizer weights, ActivationQuantizer activations) {
    return settings(weights, activations, StepRule.BOUND_THEN_ROUND);
  }

  static TuneSettings settings(
      WeightQuantizer weights, ActivationQuantizer activations, StepRule rule) {
    TrainingSettings training = null;
    return new TuneSettings(
        Method.REPQ,
        Statistics.RUNNING,
        BitWidths.EIGHT,
        weights,
        activations,
        InitialRanges.PAPER,
        rule,
        training,
        QuantizationSettings.DEFAULT);
  }

  /** What the network gives by the meaning of its ops. */
  static float[] run(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs).get("y").floats();
  }
}
