package io.repqc.tests.quantized;

import io.repqc.ir.DataSide;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs the integer form of a network piece by piece on another engine's integers. A piece lies
 * between tensors of 8-bit integers that both know by the same name: it starts from theirs, and
 * what comes out is compared with theirs.
 */
final class LevelComparison {
  private static final int WIDEST = 16;
  private static final String OUTPUT = "output ";

  private final Model integer;
  private final Model exact;
  private final Map<String, Value> originals = new HashMap<>();
  private final Interpreter.Evaluation evaluation = new FastEvaluation();
  private final DataSide dataSide;
  private final Rounding rounding;
  private final Map<String, Agreement> agreements = new LinkedHashMap<>();

  /** Of {@code original} as it was read and its {@code integer} form. */
  LevelComparison(Model original, Model integer, Rounding rounding) {
    this.integer = integer;
    this.rounding = rounding;
    this.exact = original.inDouble();
    this.dataSide = new DataSide(integer.graph());
    exact.graph().values().forEach(value -> originals.put(value.name(), value));
  }

  /** Compares one run; {@code theirs} are all tensors of the other engine, by name. */
  void run(Map<String, Tensor> inputs, Map<String, Tensor> theirs) {
    Set<Value> shared = shared(theirs);
    shared.forEach(value -> agreements.computeIfAbsent(value.name(), name -> new Agreement()));
    ExactSteps steps =
        new ExactSteps(exact, value -> agreements.containsKey(value.name()), inputs, theirs);
    Map<Value, Tensor> results = new IdentityHashMap<>();
    for (Value value : integer.graph().values()) {
      Tensor found = compute(value, inputs, results);
      if (shared.contains(value)) {
        Tensor expected = Tensor.of(value.type(), theirs.get(value.name()).array());
        compare(value, found, expected, steps);
        results.put(value, expected);
      } else {
        results.put(value, found);
      }
    }
    integer.graph().outputs().forEach(output -> compareOutput(output, results, theirs));
  }

  private void compareOutput(
      Output output, Map<Value, Tensor> results, Map<String, Tensor> theirs) {
    if (output.value().elementType().isFloat()) {
      agreements
          .computeIfAbsent(OUTPUT + output.name(), name -> new Agreement())
          .add(new FloatOutput(output.value(), results::get).compare(theirs.get(output.name())));
    }
  }

  /** What was compared, in the order of the network. */
  Map<String, Agreement> agreements() {
    return agreements;
  }

  /** The tensors of the integer form that the other engine knows too. */
  Set<Value> shared(Map<String, Tensor> theirs) {
    return Set.copyOf(integer.graph().select(value -> isShared(value, theirs)));
  }

  private boolean isShared(Value value, Map<String, Tensor> theirs) {
    Tensor tensor = theirs.get(value.name());
    return tensor != null
        && originals.containsKey(value.name())
        && dataSide.contains(value)
        && isNarrow(value)
        && tensor.type().equals(value.type().with(value.elementType()));
  }

  /** Whether a value holds levels, and not their sums. */
  static boolean isNarrow(Value value) {
    return value.elementType().isInteger() && value.elementType().bits() <= WIDEST;
  }

  private Tensor compute(Value value, Map<String, Tensor> inputs, Map<Value, Tensor> results) {
    if (value.op() instanceof Input) {
      return IntegerForm.typed(inputs.get(value.name()), value);
    }
    return value.op() instanceof Parameter
        ? integer.parameter(value)
        : evaluation.evaluate(value.op(), results::get);
  }

  private void compare(Value value, Tensor found, Tensor expected, ExactSteps steps) {
    Agreement agreement = agreements.get(value.name());
    if (found.equals(expected)) {
      agreement.addEqual(found.count());
      return;
    }
    for (int i = 0; i < found.count(); i++) {
      long off = Math.abs(found.integer(i) - expected.integer(i));
      if (off == 0) {
        agreement.addEqual(1);
      } else {
        agreement.addDifferent(off, fromTie(originals.get(value.name()), i, steps));
      }
    }
  }

  /** Far, where nothing was rounded. */
  private double fromTie(Value original, int i, ExactSteps steps) {
    return original.op() instanceof Quantize quantizer
        ? rounding.fromTie(original.shape(), i, steps.of(quantizer, i))
        : 1;
  }
}
