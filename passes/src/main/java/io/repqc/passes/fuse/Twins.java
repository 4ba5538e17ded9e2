package io.repqc.passes.fuse;

import io.repqc.ir.DataSide;
import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Quantization;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Decode;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For each value of a network with quantizers, in order: its twin, which is a quantized value that
 * stands for the same numbers, or why there is none; and the value itself, computed of what stays
 * float. What nothing reads in the end was not needed.
 */
final class Twins {
  static final int WIDEST = 16;

  private final Convention convention;
  private final Fixed fixed;
  private final Map<Value, Value> twins = new IdentityHashMap<>();
  private final Map<Value, Value> plains = new IdentityHashMap<>();
  private final Map<Value, Value> originals = new IdentityHashMap<>();
  private final Map<Value, String> reasons = new IdentityHashMap<>();

  /** The integers of weights and of constants, by what they are made of. */
  private final Map<Value, Value> weights = new IdentityHashMap<>();

  private final Map<List<Object>, Value> stored = new HashMap<>();
  private final Map<Value, Tensor> numbers = new IdentityHashMap<>();
  private final Uses uses;
  private final TwinRules rules;

  Twins(Model model, Convention convention) {
    this.convention = convention;
    this.fixed = new Fixed(model, new DataSide(model.graph()));
    this.uses = model.graph().uses();
    this.rules = new TwinRules(this, Demands.of(model.graph(), fixed));
    model.graph().values().stream().filter(value -> !fixed.holds(value)).forEach(this::visit);
  }

  Convention convention() {
    return convention;
  }

  Fixed fixed() {
    return fixed;
  }

  /** The numbers of the parameters that were made here. */
  Map<Value, Tensor> numbers() {
    return numbers;
  }

  /** Why a value has no twin. */
  String reason(Value value) {
    return reasons.get(value);
  }

  /** Whether {@link FloatParts} names an operand of the value, or one of a copy that it reads. */
  boolean isConsequence(Value value) {
    return OpSchema.operands(value.op()).stream()
        .filter(operand -> reasons.containsKey(operand) && !(operand.op() instanceof Input))
        .anyMatch(operand -> !Moves.isCopy(operand.op()) || isConsequence(operand));
  }

  /** The value of the network as it was that {@code value} computes in floats, if it is one. */
  Optional<Value> original(Value value) {
    return Optional.ofNullable(originals.get(value));
  }

  private void visit(Value value) {
    try {
      twins.put(value, rules.apply(value));
    } catch (Refusal e) {
      reasons.put(value, e.getMessage());
    } catch (IrException e) {
      reasons.put(value, "its integers do not fit it: " + e.getMessage());
    }
    if (!twins.containsKey(value)) {
      keep(value);
    }
  }

  /**
   * Without its integers where it has none, and not at all where its operands are only integers.
   */
  private void keep(Value value) {
    try {
      Map<Value, Value> operands = new IdentityHashMap<>();
      for (Value operand : OpSchema.operands(value.op())) {
        operands.put(operand, plain(operand));
      }
      Value plain = Rewrite.keep(value, OpSchema.mapOperands(value.op(), operands::get));
      plains.put(value, plain);
      originals.put(plain, value);
    } catch (Refusal e) {
      reasons.merge(value, e.getMessage(), (own, other) -> own + "; " + other);
    }
  }

  /** The value as it was. */
  Value plain(Value value) throws Refusal {
    if (fixed.holds(value)) {
      return value;
    }
    Value known = plains.get(value);
    if (known == null) {
      known = left(value);
      plains.put(value, known);
    }
    return known;
  }

  /** What leaves the integers. */
  private Value left(Value value) throws Refusal {
    Value twin = twins.get(value);
    if (twin == null || !value.elementType().isFloat() && !isQuantized(value)) {
      throw new Refusal(
          "\"%s\" is quantized, and is read as integers that stand for themselves", value.name());
    }
    return isQuantized(value)
        ? twin
        : Value.of(nameOfDecoded(value), new Decode(twin, value.elementType()));
  }

  private static boolean isQuantized(Value value) {
    return value.type().quantization().isPresent();
  }

  private static String nameOfDecoded(Value value) {
    boolean isFree = value.op() instanceof Dequantize || value.op() instanceof Decode;
    return isFree ? value.name() : value.name() + ".decoded";
  }

  /** The twin of a value; of one that no input reaches, the integers that are stored. */
  Optional<Value> find(Value value) {
    if (!fixed.holds(value)) {
      return Optional.ofNullable(twins.get(value));
    }
    try {
      return Optional.of(weight(value));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** The twin of a value, whatever it is. */
  Value twin(Value value) throws Refusal {
    if (fixed.holds(value)) {
      return weight(value);
    }
    Value twin = twins.get(value);
    if (twin == null) {
      boolean isCopied = Moves.isCopy(value.op());
      throw new Refusal(
          "its operand \"%s\" is float%s",
          value.name(), isCopied ? " (%s)".formatted(reasons.get(value)) : "");
    }
    return twin;
  }

  /** A twin of one scale. */
  Value uniform(Value value) throws Refusal {
    Value twin = twin(value);
    if (!twin.type().quantization().isUniform()) {
      throw new Refusal("its operand \"%s\" has a scale for each channel", value.name());
    }
    return twin;
  }

  /** A twin of one scale in at most 16 bits, as sums and products ask for. */
  Value narrow(Value value) throws Refusal {
    Value twin = uniform(value);
    if (!isNarrow(twin)) {
      throw new Refusal(
          "its operand \"%s\" is a sum in 32 bits that no quantizer rounds", value.name());
    }
    return twin;
  }

  static boolean isNarrow(Value twin) {
    return twin.elementType().bits() <= WIDEST && twin.type().quantization().isUniform();
  }

  /** Whether the twin of {@code value} was computed for one reader only. */
  boolean isMadeFor(Value value) {
    return uses.count(value) == 1 && Moves.isMove(value.op());
  }

  /** The integers of a weight, which may have a scale for each channel. */
  private Value weight(Value value) throws Refusal {
    Value known = weights.get(value);
    if (known == null) {
      Tensor tensor = fixed.integers(value);
      Value source = value.op() instanceof Dequantize dequantize ? dequantize.x() : value;
      Quantization quantization = tensor.type().quantization();
      known =
          stored.computeIfAbsent(
              List.of(source, quantization), key -> parameter(source.name(), tensor));
      weights.put(value, known);
    }
    return known;
  }

  /** The integers of what is stored here. */
  Tensor integers(Value stored) {
    return stored.op() instanceof Constant constant ? constant.tensor() : numbers.get(stored);
  }

  /** Numbers that the network is to store. */
  Value parameter(String name, Tensor tensor) {
    Value parameter = Value.of(name, new Parameter(tensor.type(), false));
    numbers.put(parameter, tensor);
    return parameter;
  }

  /** What the network gives: integers where it gave integers, else floats. */
  Value result(Value value) throws Refusal {
    boolean isFloat = value.elementType().isFloat();
    return !isFloat && twins.containsKey(value) ? twins.get(value) : plain(value);
  }

  /** What a copy of the op reads in the place of an operand that says where, and not what. */
  private Value guide(Value operand) throws Refusal {
    return twins.containsKey(operand) ? twins.get(operand) : plain(operand);
  }

  /** The same op with its elements from elsewhere. */
  Op moved(Op op, Map<Value, Value> carriers) throws Refusal {
    Map<Value, Value> operands = new IdentityHashMap<>(carriers);
    for (Value operand : OpSchema.operands(op)) {
      if (!carriers.containsKey(operand)) {
        operands.put(operand, guide(operand));
      }
    }
    return OpSchema.mapOperands(op, operands::get);
  }

  /** The type of elements on these levels in the shape of {@code value}. */
  static TensorType type(Value value, ElementType storage, Quantization quantization) {
    return new TensorType(storage, value.shape(), quantization);
  }
}
