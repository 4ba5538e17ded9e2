package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.passes.fuse.AccumulatorBounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network of integer ops in the making. Each value is computed for one input as soon as it is
 * there, so that what rounds it knows its range.
 */
final class IntegerSketch {
  private static final int MOST_ELEMENTS = 12_000;
  private static final int MOST_INPUTS = 3;

  private final Chance chance;
  private final Convention convention;
  private final FastEvaluation evaluation = new FastEvaluation();
  private final Map<Value, Tensor> known = new IdentityHashMap<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final List<Value> inputs = new ArrayList<>();
  private final List<Value> levels = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();
  private int count;

  IntegerSketch(Chance chance) {
    this.chance = chance;
    this.convention = chance.one(Convention.values());
  }

  Chance chance() {
    return chance;
  }

  Convention convention() {
    return convention;
  }

  /** What is computed for the one input. */
  Tensor known(Value value) {
    return known.get(value);
  }

  /** All values of 8 bits that there are so far. */
  List<Value> levels() {
    return levels;
  }

  boolean takesInputs() {
    return inputs.size() < MOST_INPUTS;
  }

  /** A new input: integers, or floats that are brought to levels. */
  Value input(Shape shape, Levels on) {
    TensorType type = new TensorType(on.storage(), shape, on.quantization());
    boolean isFloat = chance.coin();
    TensorType given = isFloat ? new TensorType(ElementType.F32, shape) : type;
    Value input = Value.of("input " + inputs.size(), new Input(given, true));
    inputs.add(input);
    known.put(input, isFloat ? RandomInputs.floats(chance, shape, on) : Draws.any(chance, type));
    return isFloat ? add(new Encode(input, on)) : noted(input);
  }

  /** A value of this op; an {@link IrException} says why it does not fit. */
  Value add(Op op) {
    Value value = Value.of(OpSchema.mnemonic(op) + " " + count++, op);
    int elements = value.shape().count();
    IrException.check(elements > 0 && elements <= MOST_ELEMENTS, "%s: its size", value);
    known.put(value, evaluation.evaluate(op, known::get));
    return noted(value);
  }

  private Value noted(Value value) {
    if (isLevels(value)) {
      levels.add(value);
    }
    return value;
  }

  static boolean isLevels(Value value) {
    return value.elementType().bits() == 8 && value.type().quantization().isPresent();
  }

  /** Numbers that the network holds; now and then within the graph. */
  Value stored(Tensor tensor) {
    boolean isConstant = chance.oneIn(8);
    Value value =
        Value.of(
            "stored " + count++,
            isConstant ? new Constant(tensor) : new Parameter(tensor.type(), false));
    if (!isConstant) {
      parameters.put(value.name(), tensor);
    }
    known.put(value, tensor);
    return value;
  }

  /** Makes a value an output, whether anything reads it or not. */
  void expose(Value value) {
    outputs.add(value);
  }

  /** What nothing reads is an output, and so is now and then something else. */
  Model model() {
    List<Value> ends = new ArrayList<>(outputs);
    Set<Value> read = new HashSet<>(outputs);
    known.keySet().forEach(value -> read.addAll(OpSchema.operands(value.op())));
    levels.stream()
        .filter(value -> !read.contains(value) || chance.oneIn(12))
        .filter(value -> !ends.contains(value))
        .forEach(ends::add);
    List<Output> named = new ArrayList<>();
    for (Value end : ends) {
      Value given = chance.coin() ? end : add(new Decode(end, ElementType.F32));
      named.add(new Output("output " + named.size(), given));
    }
    Model model = new Model(new Graph("random", inputs, named), parameters);
    checkSums(model);
    return model;
  }

  private static void checkSums(Model model) {
    AccumulatorBounds bounds = new AccumulatorBounds(model);
    for (Value value : model.graph().values()) {
      bounds
          .of(value)
          .ifPresent(bound -> IrException.check(bound.fits(), "%s: %s", value, bound.account()));
    }
  }

  /** A quantized value with one scale and one zero point. */
  static boolean isUniform(Value value) {
    Quantization quantization = value.type().quantization();
    return quantization.isPresent() && quantization.isUniform();
  }
}
