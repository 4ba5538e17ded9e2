package io.repqc.tests.quantized;

import ai.onnxruntime.OrtException;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.OpSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of running a network in integers beside ONNX Runtime. */
record Trial(Map<String, Agreement> layers, EndToEnd endToEnd, List<String> problems) {
  private static final Set<String> ROUNDING =
      Set.of("encode", "requantize", "requantize_leaky", "lookup");

  /** {@code file} exposes every tensor of the network that {@code original} was read from. */
  static Trial run(byte[] file, Model original, Model integer, List<Map<String, Tensor>> inputs)
      throws OrtException {
    LevelComparison comparison = new LevelComparison(original, integer, Rounding.OF_FLOATS);
    EndToEnd endToEnd = null;
    List<String> problems = new ArrayList<>();
    try (OnnxRuntimeOracle oracle = new OnnxRuntimeOracle(file)) {
      for (Map<String, Tensor> input : inputs) {
        Map<String, Tensor> theirs = oracle.run(input);
        if (endToEnd == null) {
          endToEnd = new EndToEnd(integer, comparison.shared(theirs));
          problems.addAll(unshared(integer, comparison.shared(theirs)));
        }
        comparison.run(input, theirs);
        endToEnd.run(input, theirs);
      }
    }
    comparison
        .agreements()
        .forEach(
            (name, agreement) -> {
              if (!agreement.holds()) {
                problems.add(name + ": " + agreement);
              }
            });
    return new Trial(comparison.agreements(), endToEnd, problems);
  }

  /** The rounding ops whose results are nowhere compared, not even after they were moved. */
  private static List<String> unshared(Model integer, Set<Value> shared) {
    Set<Value> compared = Collections.newSetFromMap(new IdentityHashMap<>());
    shared.forEach(value -> addRounding(value, compared));
    return integer.graph().select(value -> isRounding(value) && !compared.contains(value)).stream()
        .map(value -> value + ": nothing to compare with")
        .toList();
  }

  private static void addRounding(Value value, Set<Value> compared) {
    if (isRounding(value)) {
      compared.add(value);
    } else if (LevelComparison.isNarrow(value)) {
      OpSchema.operands(value.op()).forEach(operand -> addRounding(operand, compared));
    }
  }

  private static boolean isRounding(Value value) {
    return ROUNDING.contains(OpSchema.mnemonic(value.op()));
  }

  /** All layers in one. */
  Agreement total() {
    Agreement total = new Agreement();
    layers.values().forEach(total::add);
    return total;
  }
}
