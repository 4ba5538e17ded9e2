package io.repqc.tests.text;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model that grows by random ops on random operands; each op as its recipe makes it. */
final class RandomModel {
  private final Draw draw;
  private final List<Value> values = new ArrayList<>();
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  private RandomModel(Draw draw) {
    this.draw = draw;
  }

  /** The same model for the same seed. */
  static Model of(long seed) {
    RandomModel model = new RandomModel(new Draw(seed));
    model.quantizedConstant();
    int size = model.draw.between(1, 16);
    for (int i = 0; i < size; i++) {
      model.add(OpRecipes.any(model.draw).make(model.draw, model));
    }
    return model.finish();
  }

  /** A single op on plain numbers. */
  static Model ofOneOp(long seed) {
    RandomModel model = new RandomModel(Draw.plain(seed));
    model.add(OpRecipes.any(model.draw).make(model.draw, model));
    return model.finish();
  }

  /** A value of this type: one there is, or a new one that is given. */
  Value operand(TensorType type) {
    List<Value> fitting = values.stream().filter(value -> value.type().equals(type)).toList();
    return !fitting.isEmpty() && draw.coin() ? draw.one(fitting) : given(type);
  }

  Value operand(ElementType type, Shape shape) {
    return operand(new TensorType(type, shape));
  }

  Value constant(Tensor tensor) {
    return add(new Constant(tensor));
  }

  /** ONNX takes no scales below zero. */
  Value scales(ElementType type, Shape shape) {
    TensorType tensor = new TensorType(type, shape);
    return draw.isPlain()
        ? constant(Tensor.generate(tensor, i -> Math.abs(draw.number())))
        : operand(tensor);
  }

  /** A quantized value. */
  Value quantized(Shape shape) {
    Levels levels = levels();
    return operand(new TensorType(levels.storage(), shape, levels.quantization()));
  }

  Levels levels() {
    ElementType storage = draw.one(ElementType.I8, ElementType.U8, ElementType.I16);
    int lowest = storage == ElementType.U8 ? 0 : -5;
    return new Levels(storage, 0.25f * draw.between(1, 5), draw.between(0, 9), lowest, 100);
  }

  private Value given(TensorType type) {
    switch (draw.between(0, 2)) {
      case 0:
        Value input = add(new Input(type, type.rank() > 0 && draw.coin()));
        inputs.add(input);
        return input;
      case 1:
        Value parameter = add(new Parameter(type, type.elementType().isFloat() && draw.coin()));
        parameters.put(parameter.name(), numbers(type));
        return parameter;
      default:
        return constant(numbers(type));
    }
  }

  private void quantizedConstant() {
    int channels = draw.between(1, 3);
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < channels; i++) {
      scales.add(draw.number());
    }
    Quantization quantization =
        new Quantization(scales, draw.list(channels, 0, 255), draw.between(0, 1), -8, 255);
    constant(numbers(new TensorType(draw.one(Draw.INTEGERS), Shape.of(channels, 3), quantization)));
  }

  /** Equal, few or many numbers; in a float type sometimes no numbers at all. */
  Tensor numbers(TensorType type) {
    if (type.elementType().isFloat()) {
      if (draw.isPlain()) {
        return Tensor.generate(type, i -> draw.number() * (draw.coin() ? 1 : -1));
      }
      double same = draw.number();
      boolean equal = draw.coin();
      return Tensor.generate(type, i -> equal ? same : special(draw.number()));
    }
    boolean isSmall = draw.isPlain() && type.elementType().minimum() == 0;
    return Tensor.generateIntegers(type, i -> isSmall ? Math.abs(draw.bits()) : draw.bits());
  }

  private double special(double number) {
    return switch (draw.between(0, 9)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      default -> number;
    };
  }

  private Value add(Op op) {
    Value value = Value.of(newName(), op);
    values.add(value);
    return value;
  }

  private String newName() {
    String name = draw.name();
    while (!names.add(name)) {
      name += names.size();
    }
    return name;
  }

  /** Everything that nothing reads is an output, and so is now and then something else. */
  private Model finish() {
    Set<Value> read = new HashSet<>();
    values.forEach(value -> read.addAll(OpSchema.operands(value.op())));
    List<Output> outputs = new ArrayList<>();
    Set<String> outputNames = new HashSet<>();
    for (Value value : values) {
      String name = draw.coin() ? value.name() : draw.name();
      if ((!read.contains(value) || draw.between(0, 9) == 0) && outputNames.add(name)) {
        outputs.add(new Output(name, value));
      }
    }
    Graph graph = new Graph(draw.name(), inputs, outputs);
    return new Model(graph, parameters);
  }
}
