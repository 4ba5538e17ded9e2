package io.repqc.tune.quantizer;

import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.InitialRanges;
import io.repqc.compiler.tune.QuantizerSettings.StepRule;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.materialize.WeightNumbers;
import io.repqc.tune.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Networks of a pair of quantizer and dequantizer, as they are inserted. */
final class Inserted {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  static Value input(String name, Shape shape) {
    return Value.of(name, new Input(new TensorType(ElementType.F32, shape), true));
  }

  /** A weight of this network, of which each row is a channel. */
  Value weight(Tensor numbers) {
    return parameter("w", numbers, true);
  }

  Value parameter(String name, Tensor numbers, boolean trainable) {
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
    return weight(numbers, settings(kind, ActivationQuantizer.LSQ), bits, scales);
  }

  static Trainee weight(Tensor numbers, QuantizerSettings settings, int bits, float... scales) {
    Inserted network = new Inserted();
    Value weight = network.weight(numbers);
    int most = (1 << (bits - 1)) - 1;
    Value pair = network.pair(weight, bits == 8 ? -most : -most - 1, most, scales);
    return learned(network.model(List.of(), pair), settings);
  }

  /**
   * A network that quantizes activations to unsigned integers: the sum of its input {@code given}
   * and of a parameter {@code w}, by which it can be differentiated.
   */
  static Trainee activations(
      Tensor numbers, ActivationQuantizer kind, int bits, int zeroPoint, float scale) {
    Inserted network = new Inserted();
    Value given = input("given", numbers.shape());
    Value sum = Value.of("x", new Binary(BinaryFunction.ADD, given, network.weight(numbers)));
    Value pair = network.pair(sum, ElementType.U8, 0, (1 << bits) - 1, zeroPoint, scale);
    return learned(network.model(List.of(given), pair), settings(WeightQuantizer.LSQ, kind));
  }

  /** For {@link #activations}: nothing is added to the parameter. */
  static Map<String, Tensor> zeros(Trainee trainee) {
    Map<String, Tensor> zeros = new LinkedHashMap<>();
    trainee
        .model()
        .graph()
        .inputs()
        .forEach(input -> zeros.put(input.name(), Tensor.fill(input.type(), 0)));
    return zeros;
  }

  static Trainee learned(Model model, QuantizerSettings settings) {
    return LearnQuantizers.apply(model, settings, Set.of("w"));
  }

  static QuantizerSettings settings(WeightQuantizer weights, ActivationQuantizer activations) {
    return settings(weights, activations, StepRule.BOUND_THEN_ROUND);
  }

  static QuantizerSettings settings(
      WeightQuantizer weights, ActivationQuantizer activations, StepRule rule) {
    return settings(weights, activations, InitialRanges.PAPER, rule);
  }

  static QuantizerSettings settings(
      WeightQuantizer weights, ActivationQuantizer activations, InitialRanges initial) {
    return settings(weights, activations, initial, StepRule.BOUND_THEN_ROUND);
  }

  private static QuantizerSettings settings(
      WeightQuantizer weights,
      ActivationQuantizer activations,
      InitialRanges initial,
      StepRule rule) {
    return new QuantizerSettings(weights, activations, initial, rule);
  }

  /** The same model with other numbers of a parameter. */
  static Model with(Model model, String parameter, Tensor numbers) {
    Map<String, Tensor> changed = new LinkedHashMap<>(model.parameters());
    changed.put(parameter, numbers);
    return new Model(model.graph(), changed);
  }

  /** What a value that no input reaches holds. */
  static Tensor numbers(Model model, String name) {
    Value value =
        model.graph().select(found -> found.name().equals(name)).stream().findFirst().orElseThrow();
    return WeightNumbers.of(model, List.of(value)).get(value);
  }

  /** What the network gives by the meaning of its ops. */
  static float[] run(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs).get("y").floats();
  }
}
