package io.repqc.ir;

import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import java.util.HashSet;
import java.util.Set;

/**
 * The invariants of a model: unique names, types as inferred, declared inputs, parameters with
 * numbers.
 */
public final class Verifier {
  private Verifier() {}

  public static void verify(Model model) {
    verify(model.graph());
    for (Value parameter : model.graph().parameters()) {
      TensorType found = model.parameter(parameter).type();
      check(found.equals(parameter.type()), parameter, "its numbers are %s", found);
    }
  }

  public static void verify(Graph graph) {
    Set<String> names = new HashSet<>();
    for (Value value : graph.values()) {
      check(names.add(value.name()), value, "another value has this name");
      verify(value);
      check(
          !(value.op() instanceof Input) || graph.inputs().contains(value),
          value,
          "it is not among the inputs of the graph");
    }
    for (Value input : graph.inputs()) {
      check(input.op() instanceof Input, input, "listed as an input, but it is computed");
    }
    Set<String> outputs = new HashSet<>();
    for (Output output : graph.outputs()) {
      check(outputs.add(output.name()), output.value(), "two outputs are named %s", output.name());
    }
  }

  private static void verify(Value value) {
    Op op = value.op();
    TensorType inferred = op.inferType();
    check(inferred.equals(value.type()), value, "its op gives %s", inferred);
    check(
        !(op instanceof Parameter parameter && parameter.trainable())
            || value.elementType().isFloat(),
        value,
        "only floats can be trained");
  }

  private static void check(boolean holds, Value value, String format, Object... arguments) {
    if (!holds) {
      throw new IrException(value + ": " + format.formatted(arguments));
    }
  }
}
