package io.repqc.frontend.onnx;

import io.repqc.ir.Interpreter;
import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolIndices;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.TransposedConvolution;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes the values of one import: gives each a unique name, holds the limits, evaluates what is
 * constant, and knows what each value was computed from.
 */
final class Emitter {
  /** The largest value that any model may have. */
  static final long MOST_ELEMENTS = 1L << 28;

  private static final long MOST_FOLDED_ELEMENTS = 1L << 24;
  private static final long MOST_FOLDED_BITS = 1L << 30;
  private static final long MOST_FOLDED_STEPS = 1L << 26;

  private final Set<String> reserved = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> nextSuffix = new HashMap<>();
  private final Set<Value> fromInput = Collections.newSetFromMap(new IdentityHashMap<>());
  private final BatchAxes batchAxes = new BatchAxes();
  private final Map<Value, Value> batchSources = new IdentityHashMap<>();
  private final Map<Value, List<Value>> sequences = new IdentityHashMap<>();
  private final Map<Value, Tensor> evaluated = new IdentityHashMap<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private long foldedBits;
  private long foldedSteps;

  /** Keeps {@code name} for the value that the user calls so. */
  void reserve(String name) {
    reserved.add(name);
  }

  /** {@code name} itself for the first who asks, for others a variation. */
  String unique(String name) {
    if (!name.isEmpty() && taken.add(name)) {
      return name;
    }
    while (true) {
      String variation = name + "." + nextSuffix.merge(name, 1, Integer::sum);
      if (!reserved.contains(variation) && taken.add(variation)) {
        return variation;
      }
    }
  }

  /** A name for a value that the user's model has no name for. */
  String derived(String name) {
    return reserved.contains(name) ? unique(name + ".value") : unique(name);
  }

  Value input(String name, TensorType type, boolean batched) {
    Value value = limited(Value.of(unique(name), new Input(type, batched)));
    fromInput.add(value);
    batchAxes.setLeading(value);
    return value;
  }

  Value parameter(String name, Tensor tensor) {
    Value value = Value.of(unique(name), new Parameter(tensor.type(), true));
    parameters.put(value.name(), tensor);
    evaluated.put(value, tensor);
    return value;
  }

  Map<String, Tensor> parameters() {
    return parameters;
  }

  /** The value under a name that is unique already; a constant where the operands are constants. */
  Value emit(String name, Op op) {
    Value value = limited(Value.of(name, op));
    List<Value> operands = OpSchema.operands(op);
    checkWindow(value, operands);
    Value result = canFold(value, operands) ? fold(value) : value;
    if (operands.stream().anyMatch(fromInput::contains)) {
      fromInput.add(result);
      batchAxes.follow(op, result);
    }
    operands.stream()
        .filter(batchSources::containsKey)
        .findFirst()
        .ifPresent(operand -> batchSources.putIfAbsent(result, batchSources.get(operand)));
    return result;
  }

  private static Value limited(Value value) {
    ModelException.check(
        value.shape().count() <= MOST_ELEMENTS,
        "%s would have %d elements; the limit is %d",
        value,
        value.shape().count(),
        MOST_ELEMENTS);
    return value;
  }

  /** Type inference lets a window that fits nowhere give an empty result; ONNX does not. */
  private static void checkWindow(Value value, List<Value> operands) {
    boolean windowed =
        value.op() instanceof Convolution
            || value.op() instanceof TransposedConvolution
            || value.op() instanceof Pool
            || value.op() instanceof PoolIndices;
    ModelException.check(
        !windowed || value.shape().count() > 0 || operands.get(0).shape().count() == 0,
        "the kernel is larger than the padded input %s, so that no output would be left",
        windowed ? operands.get(0) : value);
  }

  boolean dependsOnInput(Value value) {
    return fromInput.contains(value);
  }

  BatchAxes batchAxes() {
    return batchAxes;
  }

  Optional<Value> batchSource(Value value) {
    return Optional.ofNullable(batchSources.get(value));
  }

  void setBatchSource(Value value, Value source) {
    batchSources.putIfAbsent(value, source);
  }

  Optional<List<Value>> sequence(Value value) {
    return Optional.ofNullable(sequences.get(value));
  }

  void setSequence(Value value, List<Value> parts) {
    sequences.put(value, List.copyOf(parts));
  }

  private boolean canFold(Value value, List<Value> operands) {
    return !operands.isEmpty()
        && operands.stream().allMatch(operand -> operand.op() instanceof Constant)
        && !(value.op() instanceof Quantize || value.op() instanceof Dequantize)
        && isAffordable(value);
  }

  private Value fold(Value value) {
    Tensor tensor = evaluate(value, operand -> ((Constant) operand.op()).tensor());
    return Value.of(value.name(), new Constant(tensor));
  }

  private Tensor evaluate(Value value, Function<Value, Tensor> operands) {
    foldedBits += (long) value.shape().count() * value.elementType().bits();
    foldedSteps += steps(value);
    return Interpreter.Evaluation.REFERENCE.evaluate(value.op(), operands);
  }

  private boolean isAffordable(Value value) {
    long bits = (long) value.shape().count() * value.elementType().bits();
    return value.shape().count() <= MOST_FOLDED_ELEMENTS
        && foldedBits + bits <= MOST_FOLDED_BITS
        && foldedSteps + steps(value) <= MOST_FOLDED_STEPS;
  }

  /** About how many multiplications or moves the evaluation takes. */
  private static long steps(Value value) {
    long count = value.shape().count();
    Op op = value.op();
    if (op instanceof Pool pool) {
      return count * Math.max(1, pool.x().shape().count());
    }
    if (op instanceof Convolution
        || op instanceof TransposedConvolution
        || op instanceof Linear
        || op instanceof MatMul) {
      return count
          * OpSchema.operands(op).stream()
              .mapToLong(operand -> operand.shape().count())
              .max()
              .orElse(1);
    }
    return Math.max(
        count, OpSchema.operands(op).stream().mapToLong(operand -> operand.shape().count()).sum());
  }

  /**
   * The numbers of a value that no input reaches, also where they come from parameters: for what
   * must be known at import, such as a shape. Empty if that would take too long.
   */
  Optional<Tensor> numbers(Value value) {
    Deque<Value> stack = new ArrayDeque<>(List.of(value));
    while (!stack.isEmpty()) {
      Value next = stack.peek();
      if (evaluated.containsKey(next)) {
        stack.pop();
      } else if (next.op() instanceof Constant constant) {
        evaluated.put(stack.pop(), constant.tensor());
      } else if (fromInput.contains(next) || !isAffordable(next)) {
        return Optional.empty();
      } else {
        List<Value> missing =
            OpSchema.operands(next.op()).stream().filter(v -> !evaluated.containsKey(v)).toList();
        missing.forEach(stack::push);
        if (missing.isEmpty()) {
          evaluated.put(stack.pop(), evaluate(next, evaluated::get));
        }
      }
    }
    return Optional.of(evaluated.get(value));
  }

  /** What an exception of type inference says, without the name that the op has here. */
  static String explain(RuntimeException exception) {
    String message = String.valueOf(exception.getMessage()).replaceFirst("^[a-z_]+: ", "");
    return exception instanceof IrException ? message : "the sizes are too large: " + message;
  }
}
