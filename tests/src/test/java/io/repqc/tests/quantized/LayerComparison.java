package io.repqc.tests.quantized;

import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a model on another's integers: what was computed between two quantizers is compared, and the
 * next layer starts from the other's result, so that no difference reaches it.
 */
final class LayerComparison {
  private static final double TIE = 0x1p-12;
  private static final double FLOAT_TOLERANCE = 1e-5;

  private final Model model;
  private final Map<String, Tensor> inputs;
  private final Map<String, Tensor> expected;
  private final Map<Value, Tensor> results = new IdentityHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int compared;

  private LayerComparison(Model model, Map<String, Tensor> inputs, Map<String, Tensor> expected) {
    this.model = model;
    this.inputs = inputs;
    this.expected = expected;
  }

  /** One line for each value that differs from what is {@code expected} under its name. */
  static List<String> problems(
      Model model, Map<String, Tensor> inputs, Map<String, Tensor> expected) {
    LayerComparison comparison = new LayerComparison(model, inputs, expected);
    model.graph().values().forEach(comparison::visit);
    if (comparison.compared < expected.size() * 0.9) {
      comparison.problems.add(
          "only %d of %d tensors compared".formatted(comparison.compared, expected.size()));
    }
    return comparison.problems;
  }

  private void visit(Value value) {
    Tensor found = compute(value);
    Tensor theirs = expected.get(value.name());
    if (theirs == null) {
      results.put(value, found);
      return;
    }
    compared++;
    if (!found.type().equals(theirs.type())) {
      problems.add("%s: expected %s".formatted(value, theirs.type()));
    } else if (found.elementType().isFloat()) {
      compareFloats(value, found, theirs);
    } else {
      compareIntegers(value, found, theirs);
    }
    results.put(value, found.elementType().isFloat() ? found : theirs);
  }

  private Tensor compute(Value value) {
    if (value.op() instanceof Input) {
      return inputs.get(value.name());
    }
    return value.op() instanceof Parameter
        ? model.parameter(value)
        : new FastEvaluation().evaluate(value.op(), results::get);
  }

  private void compareFloats(Value value, Tensor found, Tensor theirs) {
    double range = 0;
    double worst = 0;
    for (int i = 0; i < found.count(); i++) {
      range = Math.max(range, Math.abs(theirs.number(i)));
      worst = Math.max(worst, Math.abs(theirs.number(i) - found.number(i)));
    }
    if (!(worst <= FLOAT_TOLERANCE * range)) {
      problems.add("%s: off by %s in a range of %s".formatted(value, worst, range));
    }
  }

  private void compareIntegers(Value value, Tensor found, Tensor theirs) {
    for (int i = 0; i < found.count(); i++) {
      long off = Math.abs(found.integer(i) - theirs.integer(i));
      if (off > 1 || off == 1 && fromTie(value, i) > tie(value)) {
        problems.add(
            "%s: element %d is %d, expected %d; %s of a step from a tie"
                .formatted(value, i, found.integer(i), theirs.integer(i), fromTie(value, i)));
        return;
      }
    }
  }

  /** The floats from which ONNX Runtime rounds to 16 bits are no finer than for 8. */
  private static double tie(Value value) {
    return value.elementType().bits() == 16 ? TIE * 256 : TIE;
  }

  /** How far the number before rounding lies from a tie, in steps; far if nothing was rounded. */
  private double fromTie(Value value, int i) {
    if (!(value.op() instanceof Quantize quantize)) {
      return Double.POSITIVE_INFINITY;
    }
    double steps = results.get(quantize.x()).number(i) / results.get(quantize.scale()).number(0);
    return Math.abs(steps - Math.floor(steps) - 0.5);
  }
}
